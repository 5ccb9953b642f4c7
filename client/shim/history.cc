// redact-shim history: one command line for a shell's hook.
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "client/link/advice.h"
#include "client/link/append.h"
#include "client/link/clock.h"
#include "client/link/io.h"
#include "client/link/masker.h"
#include "client/shim/flags.h"
#include "client/shim/messages.h"
#include "client/shim/verbs.h"
#include "core/base/bytes.h"

namespace redactd::shim {
namespace {

constexpr size_t kMaxCommandBytes = 256 * 1024 * 1024;

struct HistoryOptions {
  std::string shell;
  std::string append;
  std::string format;
  bool only_if_changed = false;
  bool hints = false;
  link::MaskerOptions masker;
};

// 0, or the exit status of wrong usage.
int parse(Arguments arguments, HistoryOptions& options) {
  FlagReader flags(arguments);
  while (flags.next()) {
    if (flags.is("--only-if-changed")) {
      options.only_if_changed = true;
    } else if (flags.is("--hints")) {
      options.hints = true;
    } else if (flags.is("--local")) {
      options.masker.local_only = true;
    } else if (!flags.takes("--shell", options.shell) && !flags.takes("--append", options.append) &&
               !flags.takes("--format", options.format) && !flags.takes("--socket-dir", options.masker.socket_dir) &&
               !flags.takes("--state-dir", options.masker.state_dir)) {
      return usage_error("shim.usage", "history: argument " + std::to_string(flags.position()) +
                                           " is no option of it; the command comes on stdin.");
    }
    if (flags.value_missing()) return usage_error("shim.usage", "history: the last option lacks its value.");
  }
  if (options.shell.empty()) return usage_error("shim.usage", "history: --shell is missing (bash, zsh, fish).");
  if (!options.format.empty() && options.append.empty()) return usage_error("shim.usage", "history: --format needs --append.");
  if (!options.format.empty() && options.format != "bash" && options.format != "fish") {
    return usage_error("shim.usage", "history: --format is bash or fish.");
  }
  return 0;
}

Status append(const HistoryOptions& options, const std::string& masked) {
  std::string format = options.format.empty() ? options.shell : options.format;
  if (format == "fish") {
    return link::append_record(options.append, link::history_record(masked, link::HistoryFormat::kFish, link::wall_seconds()));
  }
  // bash stamps its entries if this variable is set; the hook hands it down.
  long long epoch = getenv("HISTTIMEFORMAT") != nullptr ? link::wall_seconds() : 0;
  return link::append_record(options.append, link::history_record(masked, link::HistoryFormat::kBash, epoch));
}

// For a hook that tells each hint once: how many there are, then one a line, before the command.
std::string hints_head(const std::vector<std::string>& hints) {
  std::string head = "hints " + std::to_string(hints.size()) + "\n";
  for (const std::string& hint : hints) head += hint + "\n";
  return head;
}

// The shell that called tells apart whose hints were given already.
link::Keys keys_of(const HistoryOptions& options) {
  return {{"stream", "history"}, {"shell", options.shell}, {"session", std::to_string(getppid())}};
}

}  // namespace

int run_history(Arguments arguments) {
  HistoryOptions options;
  if (int status = parse(arguments, options); status != 0) return status;
  auto command = link::read_all(STDIN_FILENO, kMaxCommandBytes);
  if (!command.ok()) {
    complain(command.error());
    return kExitIo;
  }
  link::Masker masker(options.masker);
  link::Masked masked = masker.mask(*command, keys_of(options));
  bool changed = masked.text != *command;
  wipe(*command);
  int status = !masked.by_daemon && (changed || masked.deadline_missed) ? kExitMaskedLocally : 0;
  std::string head = options.hints ? hints_head(link::wanted_advice(masked.advice)) : std::string();
  if (Status written = link::write_all(STDOUT_FILENO, head); !written.ok()) {
    complain(written.error());
    return kExitIo;
  }
  if (!options.hints) link::print_advice(masked.advice);
  if (options.only_if_changed && !changed) return status;
  if (!options.append.empty()) {
    if (Status appended = append(options, masked.text); !appended.ok()) {
      complain(appended.error());
      status = kExitIo;
    }
  }
  if (Status written = link::write_all(STDOUT_FILENO, masked.text); !written.ok()) {
    complain(written.error());
    return kExitIo;
  }
  // Taking the compiled rules apart would cost a tenth of all that this process does; nothing is buffered any more.
  wipe(masked.text);
  _exit(status);
}

}  // namespace redactd::shim
