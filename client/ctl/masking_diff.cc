#include "client/ctl/masking_diff.h"

#include <algorithm>

#include "core/base/bytes.h"

namespace redactd::ctl {
namespace {

size_t line_begin(std::string_view text, size_t at) {
  const size_t newline = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return newline == std::string_view::npos ? 0 : newline + 1;
}

size_t line_end(std::string_view text, size_t at) { return std::min(text.find('\n', at), text.size()); }

size_t count_lines(std::string_view text) {
  const auto newlines = static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
  return newlines + (text.empty() || text.back() == '\n' ? 0 : 1);
}

void append_lines(std::string& out, std::string_view block, char sign, DiffLook look) {
  for (;;) {
    const size_t newline = block.find('\n');
    const std::string_view line = block.substr(0, newline);
    if (look.coloured) out += sign == '-' ? "\x1b[31m" : "\x1b[32m";
    out += sign;
    out += look.escaped ? escape_for_terminal(line) : std::string(line);
    if (look.coloured) out += "\x1b[0m";
    out += '\n';
    if (newline == std::string_view::npos) return;
    block.remove_prefix(newline + 1);
  }
}

}  // namespace

std::string masking_diff(const Snapshot& snapshot, const MaskOptions& options, std::string_view text,
                         const std::vector<Finding>& findings, DiffLook look) {
  std::string out;
  size_t changed = 0;
  for (size_t i = 0; i < findings.size();) {
    const size_t begin = line_begin(text, findings[i].begin);
    size_t end = begin;
    std::string before, after;
    size_t at = begin;
    // A finding may go over several lines (a key's block): all findings of the lines that it touches are shown together.
    do {
      const Finding& finding = findings[i++];
      const std::string_view kept = text.substr(at, finding.begin - at);
      before.append(kept).append("<" + std::to_string(finding.end - finding.begin) + " bytes>");
      after.append(kept).append(mask_text(snapshot, finding, text, options));
      at = finding.end;
      end = line_end(text, at > finding.begin ? at - 1 : at);
    } while (i < findings.size() && findings[i].begin < end);
    const std::string_view rest = end > at ? text.substr(at, end - at) : std::string_view();
    append_lines(out, before.append(rest), '-', look);
    append_lines(out, after.append(rest), '+', look);
    changed += count_lines(text.substr(begin, end - begin));
  }
  return out + std::to_string(changed) + " lines changed, " + std::to_string(count_lines(text) - changed) + " unchanged\n";
}

}  // namespace redactd::ctl
