#include "client/ctl/drill/progress.h"

#include <unistd.h>

#include <cstdio>
#include <memory>

#include "client/ctl/output.h"
#include "client/link/clock.h"
#include "client/link/io.h"

namespace redactd::ctl {
namespace {

constexpr uint64_t kFirstAfterMs = 500;   // what is quick needs no words
constexpr uint64_t kPlainEveryMs = 5000;
constexpr const char* kEraseLine = "\r\x1b[K";  // ECMA-48 EL

bool on_terminal() { return isatty(STDERR_FILENO) == 1; }

std::string describe(const files::SweepProgress& now, uint64_t elapsed_ms) {
  uint64_t per_second = elapsed_ms == 0 ? 0 : now.bytes_done * 1000 / elapsed_ms;
  std::string text = readable_bytes(now.bytes_done) + " of " + readable_bytes(now.bytes_known) + (now.walking ? " so far, " : ", ") +
                     std::to_string(now.files_done) + " of " + std::to_string(now.files_known) + " files, " +
                     readable_bytes(per_second) + "/s";
  if (!now.walking && per_second > 0 && now.bytes_known >= now.bytes_done) {
    text += ", " + std::to_string((now.bytes_known - now.bytes_done) / per_second + 1) + " s left";
  }
  return text;
}

void say(const std::string& text) {
  Status written = link::write_all(STDERR_FILENO, text);
  (void)written.ok();  // nobody is left to tell
}

}  // namespace

std::string readable_bytes(uint64_t bytes) {
  constexpr const char* kUnits[] = {"B", "kB", "MB", "GB", "TB"};
  double amount = static_cast<double>(bytes);
  size_t unit = 0;
  while (amount >= 1000 && unit + 1 < std::size(kUnits)) {
    amount /= 1000;
    ++unit;
  }
  char text[32];
  snprintf(text, sizeof text, unit == 0 ? "%.0f %s" : "%.1f %s", amount, kUnits[unit]);
  return text;
}

files::ProgressFn progress_on_stderr(bool only_on_terminal) {
  bool terminal = on_terminal();
  if (!terminal && only_on_terminal) return {};
  auto begun = std::make_shared<uint64_t>(0);
  auto next = std::make_shared<uint64_t>(0);
  return [terminal, begun, next](const files::SweepProgress& now) {
    uint64_t at = link::monotonic_ms();
    if (*begun == 0 || now.bytes_done == 0) {  // a sweep begins
      *begun = at;
      *next = at + (terminal ? kFirstAfterMs : kPlainEveryMs);
    }
    if (at < *next) return;
    std::string text = describe(now, at - *begun);
    if (terminal) return say(kEraseLine + text);
    *next = at + kPlainEveryMs;
    note(text);
  };
}

void end_progress() {
  if (on_terminal()) say(kEraseLine);
}

}  // namespace redactd::ctl
