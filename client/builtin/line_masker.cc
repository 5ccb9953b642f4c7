// redactd's loadable builtin for bash. SPDX-License-Identifier: GPL-3.0-or-later
#include "client/builtin/line_masker.h"

#include <unistd.h>

#include <cstdio>
#include <exception>
#include <utility>
#include <vector>

#include "client/link/advice.h"

namespace redactd::builtin {
namespace {

// Users take the low descriptors (exec 3<, exec {fd}<) and, by flock(1)'s manual, 200.
constexpr int kLowestDescriptor = 220;
constexpr size_t kMaxAdviceKept = 64;

link::MaskerOptions options() {
  link::MaskerOptions options;
  options.min_fd = kLowestDescriptor;
  return options;
}

}  // namespace

LineMasker::LineMasker() : masker_(options()) {}

std::string LineMasker::mask(std::string_view line, bool entered) {
  try {
    link::Masked masked = masker_.mask(line, {{"stream", "history"}, {"shell", "bash"}, {"session", std::to_string(getpid())}});
    if (!entered && !masked.advice.empty()) {
      // A line from the history file. The daemon says a hint once a connection: it must come again when such a line is entered.
      masked.advice.clear();
      masker_.forget_connection();
    }
    tell(masked);
    return std::move(masked.text);
  } catch (const std::exception&) {
    masker_.forget_connection();
    return "[REDACTED_LINE]";
  }
}

void LineMasker::tell(const link::Masked& masked) {
  if (!masked.by_daemon && !told_absent_) {
    told_absent_ = true;
    fputs("redactd: no answer from the daemon; this shell masks its history by itself (redactctl doctor tells more)\n", stderr);
  }
  std::vector<std::string> fresh;
  for (const std::string& advice : masked.advice) {
    if (told_advice_.size() < kMaxAdviceKept && told_advice_.insert(advice).second) fresh.push_back(advice);
  }
  if (!fresh.empty()) link::print_advice(fresh);
}

}  // namespace redactd::builtin
