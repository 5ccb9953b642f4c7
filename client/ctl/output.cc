#include "client/ctl/output.h"

#include <unistd.h>

#include <algorithm>

#include "client/ctl/globals.h"
#include "client/link/io.h"
#include "core/base/bytes.h"

namespace redactd::ctl {
namespace {

bool begins_with(const std::string& text, std::string_view start) { return text.compare(0, start.size(), start) == 0; }

}  // namespace

std::string safe_for_terminal(std::string_view text) {
  std::string escaped;
  while (!text.empty()) {
    size_t newline = text.find('\n');
    escaped += escape_for_terminal(text.substr(0, newline));
    if (newline == std::string_view::npos) break;
    escaped += '\n';
    text.remove_prefix(newline + 1);
  }
  return escaped;
}

int exit_status_of(const std::string& code) {
  if (code == "ctl.usage" || begins_with(code, "test.rule_unknown") || code == "rpc.params_invalid") return kUsage;
  if (begins_with(code, "setup.") || begins_with(code, "repl.")) return kUsage;  // files that could not be changed have their exit status from the report
  if (code == "drill.rule_unknown" || code == "drill.label.invalid") return kUsage;
  if (begins_with(code, "link.")) return kUnreachable;
  if (begins_with(code, "io.") || begins_with(code, "file.") || begins_with(code, "state.") || begins_with(code, "sink.") || code == "drill.path.missing") return kIoFailed;
  if (code == "ledger.unavailable" || code == "ledger.io" || code == "ledger.no_space") return kIoFailed;
  return kRefused;
}

void note(std::string_view text) {
  Status written = link::write_all(STDERR_FILENO, safe_for_terminal(text) + "\n");
  (void)written.ok();  // nobody is left to tell
}

int fail(const Error& error) {
  note("redactctl: " + error.message());
  return exit_status_of(error.code);
}

int print(std::string_view text) {
  Status written = isatty(STDOUT_FILENO) == 1 ? link::write_all(STDOUT_FILENO, safe_for_terminal(text))
                                              : link::write_all(STDOUT_FILENO, text);
  return written.ok() ? kDone : fail(written.error());
}

std::string table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line.append(widths[i] - row[i].size() + 2, ' ');
    }
    text += line + '\n';
  }
  return text;
}

}  // namespace redactd::ctl
