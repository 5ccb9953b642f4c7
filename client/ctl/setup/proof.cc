#include "client/ctl/setup/proof.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "client/ctl/json_text.h"
#include "client/ctl/rpc.h"
#include "client/ctl/setup/proof_support.h"
#include "client/ctl/setup/shell_session.h"
#include "client/ctl/setup/start_file.h"
#include "client/link/clock.h"
#include "client/link/paths.h"
#include "client/link/read_file.h"
#include "client/shell/hooks.h"

namespace redactd::ctl {
namespace {

constexpr const char* kTag = "redactd-setup";
constexpr uint64_t kStoredMs = 3000;
constexpr size_t kMaxHistoryBytes = 1024 * 1024;
constexpr std::string_view kMask = "[REDACTED_";

std::string environment_of(const char* name, const std::string& otherwise = {}) {
  const char* value = getenv(name);
  return value == nullptr || *value == '\0' ? otherwise : std::string(value);
}

// What a user's own start file would set, and the block that setup puts at its end.
std::string start_file_text(const std::string& shell, const std::string& program) {
  const std::string prompt(kProofPrompt);
  std::string text;
  if (shell == "bash") text = "PS1='" + prompt + "'\nbind 'set enable-bracketed-paste off' 2>/dev/null\n";
  if (shell == "zsh") text = "PROMPT='" + prompt + "'\nunsetopt prompt_sp\nunset zle_bracketed_paste\nHISTFILE=$HOME/.zsh_history HISTSIZE=1000 SAVEHIST=1000\n";
  if (shell == "fish") {
    // fish draws its prompt anew with every key; the event comes once a line.
    text = "set -g fish_greeting\nfunction fish_prompt; end\nfunction redactd_ready --on-event fish_prompt; printf '%s\\n' '" + prompt + "'; end\n";
  }
  return text + hook_block(shell, program);
}

const char* history_of(const std::string& shell) {
  if (shell == "bash") return ".bash_history";
  return shell == "zsh" ? ".zsh_history" : ".local/share/fish/fish_history";
}

std::string line_with(const std::string& text, std::string_view part) {
  const size_t at = text.find(part);
  if (at == std::string::npos) return {};
  const size_t newline = text.rfind('\n', at);
  const size_t begin = newline == std::string::npos ? 0 : newline + 1;
  return text.substr(begin, text.find('\n', at) - begin);
}

}  // namespace

Proof::Proof(const Globals& globals, std::string program)
    : globals_(globals), program_(std::move(program)), shim_(shell::find_hook_paths(program_).redact_shim), token_(false_token()) {
  const std::string above = environment_of("XDG_RUNTIME_DIR", environment_of("TMPDIR", "/tmp"));
  std::string name = above + "/redactd-setup.XXXXXX";
  if (mkdtemp(name.data()) != nullptr) folder_ = name;
}

Proof::~Proof() {
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

std::vector<std::string> Proof::environment(const std::string& home) const {
  std::vector<std::string> result = {"HOME=" + home,
                                     "ZDOTDIR=" + home,
                                     "XDG_CONFIG_HOME=" + home + "/.config",
                                     "XDG_DATA_HOME=" + home + "/.local/share",
                                     "TMPDIR=" + home + "/tmp",
                                     "TERM=dumb",
                                     "PATH=" + environment_of("PATH", "/usr/local/bin:/usr/bin:/bin"),
                                     // The daemon's, as this program would find them: the home directory is another one now.
                                     "REDACTD_STATE_DIR=" + (globals_.state_dir.empty() ? environment_of("REDACTD_STATE_DIR", link::user_state_dir()) : globals_.state_dir)};
  for (const char* name : {"LANG", "LC_ALL", "USER", "XDG_RUNTIME_DIR", "REDACTD_SOCKET_DIR", "ASAN_OPTIONS", "UBSAN_OPTIONS"}) {
    const std::string value = environment_of(name);
    if (!value.empty()) result.push_back(std::string(name) + "=" + value);
  }
  if (!globals_.socket_dir.empty()) result.push_back("REDACTD_SOCKET_DIR=" + globals_.socket_dir);
  return result;
}

ProofResult Proof::shell(const std::string& name) {
  ProofResult result{name, false, name + "'s history file", {}, {}};
  const std::string program = find_program(name), home = folder_ + "/" + name;
  std::error_code failed;
  std::filesystem::create_directories(home + "/tmp", failed);
  // Without this folder a first start of fish reads every man page in the background.
  std::filesystem::create_directories(home + "/.local/share/fish/generated_completions", failed);
  const std::string file = start_file_of(name, {home, home, home + "/.config"});
  std::filesystem::create_directories(std::filesystem::path(file).parent_path(), failed);
  std::ofstream(file) << start_file_text(name, program_);
  if (folder_.empty() || failed || program.empty()) {
    result.fault = program.empty() ? name + " is not in PATH." : "No folder for it could be made below XDG_RUNTIME_DIR or TMPDIR.";
    return result;
  }
  const Status typed = run_session({{program, "-i"}, environment(home), {"true " + token_, "exit"}});
  if (!typed.ok()) {
    result.fault = typed.error().what;
    return result;
  }
  auto history = link::read_file(home + "/" + history_of(name), kMaxHistoryBytes);
  const std::string stored = history.ok() ? line_with(*history, kMask) : std::string();
  if (!files_with(home, token_).empty()) {
    result.fault = "The token stands raw in a file.";
  } else if (stored.empty()) {
    result.fault = "The command did not reach the history.";
  } else {
    result.masked = true;
    result.shown = stored;
  }
  return result;
}

ProofResult Proof::mask() {
  ProofResult result{"mask", false, "the output of redact-shim mask", {}, {}};
  auto out = output_of({shim_, "mask"}, environment(folder_), "deploy --token " + token_ + "\n");
  if (!out) {
    result.fault = "redact-shim mask did not run.";
  } else if (out->find(token_) != std::string::npos || out->find(kMask) == std::string::npos) {
    result.fault = "The token came out raw.";
  } else {
    result.masked = true;
    result.shown = line_with(*out, kMask);
  }
  return result;
}

ProofResult Proof::log() {
  ProofResult result{"log", false, "the daemon's store, by redact-shim log", {}, {}};
  const std::string sockets = link::find_socket_dir(globals_.socket_dir, "syslog.sock");
  auto rpc = Rpc::open(globals_);
  if (sockets.empty() || !rpc.ok() || !rpc->call("events.subscribe", "{}").ok()) {
    result.fault = "No daemon answers.";
    return result;
  }
  if (!output_of({shim_, "log", "-t", kTag, "-u", sockets + "/syslog.sock"}, environment(folder_), "deploy --token " + token_ + "\n")) {
    result.fault = "redact-shim log could not reach the daemon's syslog socket.";
    return result;
  }
  const uint64_t deadline = link::monotonic_ms() + kStoredMs;
  for (;;) {
    auto record = rpc->next_event(deadline);
    if (!record.ok()) {
      result.fault = "The daemon did not say within 3 s that it stored the line.";
      return result;
    }
    if (json_field(*record, "tag") != kTag) continue;
    result.shown = json_field(*record, "text");
    result.masked = result.shown.find(token_) == std::string::npos && result.shown.find(kMask) != std::string::npos;
    if (!result.masked) result.fault = "The token was stored raw.", result.shown.clear();
    return result;
  }
}

}  // namespace redactd::ctl
