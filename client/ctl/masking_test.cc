#include "client/ctl/masking_test.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "client/ctl/findings_json.h"
#include "client/ctl/masking_diff.h"
#include "client/ctl/masking_explain.h"
#include "client/ctl/output.h"
#include "client/ctl/rule_sources.h"
#include "client/ctl/terminal.h"
#include "client/link/clock.h"
#include "client/link/io.h"
#include "core/engine/redactor.h"
#include "core/engine/stream.h"

namespace redactd::ctl {
namespace {

constexpr size_t kReadBytes = 256 * 1024;
constexpr size_t kMaxJsonInputBytes = size_t{1} << 30;

Result<MaskOptions> mask_options(const Snapshot& snapshot, const std::string& rule) {
  MaskOptions options;
  options.uid = geteuid();
  if (rule.empty()) return options;
  for (uint32_t number = 0; number < snapshot.size(); ++number) {
    if (snapshot.rule(number).id == rule) {
      options.only_rule = number;
      return options;
    }
  }
  return Error{"test.rule_unknown", "No rule has the id of --rule.", "redactctl rules list shows them."};
}

// Waits for input no longer than the redactor may hold a tail back; true: there is some.
bool input_ready(const StreamRedactor& stream, uint64_t now_ms) {
  auto deadline = stream.deadline_ms();
  if (!deadline) return true;
  pollfd entry{STDIN_FILENO, POLLIN, 0};
  return poll(&entry, 1, *deadline <= now_ms ? 0 : static_cast<int>(*deadline - now_ms)) != 0;
}

Status mask_stream(const Snapshot& snapshot, const MaskOptions& options) {
  StreamRedactor stream(options);
  Redactor redactor;
  std::string piece(kReadBytes, '\0');
  std::string out;
  for (;;) {
    out.clear();
    if (!input_ready(stream, link::monotonic_ms())) {
      stream.tick(snapshot, redactor, link::monotonic_ms(), out);
    } else {
      ssize_t got = read(STDIN_FILENO, piece.data(), piece.size());
      if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
      if (got < 0) return Error{"io.read_failed", std::string("stdin: ") + strerror(errno) + ".", ""};
      if (got == 0) break;
      stream.feed(snapshot, redactor, {piece.data(), static_cast<size_t>(got)}, link::monotonic_ms(), out);
    }
    if (Status written = link::write_all(STDOUT_FILENO, out); !written.ok()) return written;
  }
  stream.finish(snapshot, redactor, out);
  return link::write_all(STDOUT_FILENO, out);
}

int print_findings(const Snapshot& snapshot, const MaskOptions& options) {
  auto text = link::read_all(STDIN_FILENO, kMaxJsonInputBytes);
  if (!text.ok()) return fail(text.error());
  std::vector<Finding> findings;
  Redactor redactor;
  redactor.find(snapshot, *text, options, findings);
  return print("{\"findings\":" + findings_json(snapshot, findings) + "}\n");
}

int print_diff(const Snapshot& snapshot, const MaskOptions& options) {
  auto text = link::read_all(STDIN_FILENO, kMaxJsonInputBytes);
  if (!text.ok()) return fail(text.error());
  std::vector<Finding> findings;
  Redactor redactor;
  redactor.find(snapshot, *text, options, findings);
  const DiffLook look{isatty(STDOUT_FILENO) == 1, colours_on(STDOUT_FILENO)};
  Status written = link::write_all(STDOUT_FILENO, masking_diff(snapshot, options, *text, findings, look));
  return written.ok() ? kDone : fail(written.error());
}

}  // namespace

int run_masking_test(const Globals& globals, const MaskingTest& options) {
  auto snapshot = load_snapshot(globals, options.rules_dirs);
  if (!snapshot.ok()) return fail(snapshot.error());
  auto masking = mask_options(**snapshot, options.rule);
  if (!masking.ok()) return fail(masking.error());
  if (options.as_explanation) return run_masking_explain(**snapshot, *masking, options.as_json);
  if (options.as_json) return print_findings(**snapshot, *masking);
  if (options.as_diff) return print_diff(**snapshot, *masking);
  Status status = mask_stream(**snapshot, *masking);
  return status.ok() ? kDone : fail(status.error());
}

}  // namespace redactd::ctl
