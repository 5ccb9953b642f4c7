#include "core/engine/argv/wrappers.h"

#include <algorithm>
#include <array>

#include "core/base/bytes.h"

namespace redactd::argv {
namespace {

using std::string_view;

// Sorted.
constexpr auto kWrappers = std::to_array<string_view>({
    "CMD", "ENTRYPOINT", "RUN", "adb", "ansible", "arch", "asdf", "ash", "autossh", "aws-vault", "bash", "builtin", "bundle", "bunx",
    "busybox", "bwrap", "caffeinate", "cgexec", "chamber", "chpst", "chronic", "chroot", "chrt", "clush", "cmd", "command", "concurrently",
    "cpulimit", "cset", "daemonize", "dash", "dbus-launch", "dbus-run-session", "direnv", "distrobox", "doas", "docker", "docker-compose",
    "doppler", "dotenv", "dsh", "entr", "env", "envdir", "eval", "exec", "expect", "fakechroot", "fakeroot", "faketime", "firejail", "fish",
    "flatpak", "flock", "gdb", "gosu", "heroku", "hyperfine", "incus", "infisical", "ionice", "ip", "ksh", "kubectl", "linux32", "linux64",
    "ltrace", "lxc", "lxc-attach", "machinectl", "mise", "mosh", "multipass", "nerdctl", "nice", "nix", "nix-shell", "nocorrect", "nodemon",
    "noglob", "nohup", "npx", "nsenter", "numactl", "oc", "op", "parallel", "parallel-ssh", "pct", "pdsh", "perf", "pipx", "pkexec", "pnpm",
    "podman", "poetry", "powershell", "proot", "proxychains", "proxychains4", "pssh", "pwsh", "rlwrap", "runuser", "s6-setuidgid", "salt",
    "salt-ssh", "screen", "script", "sem", "setarch", "setpriv", "setsid", "setuidgid", "sg", "sh", "softlimit", "spawn", "ssh", "sshpass",
    "start-stop-daemon", "stdbuf", "strace", "su", "su-exec", "sudo", "systemd-cat", "systemd-inhibit", "systemd-nspawn", "systemd-run",
    "taskset", "teleport", "time", "timeout", "tini", "tmux", "toolbox", "torify", "torsocks", "trap", "trickle", "ts", "tsh", "tsocks",
    "unbuffer", "unshare", "uv", "uvx", "vagrant", "valgrind", "watch", "wsl", "xargs", "xvfb-run", "yarn", "zsh"});

constexpr auto kShells = std::to_array<string_view>({"ash", "at", "bash", "batch", "crontab", "dash", "ksh", "parallel", "sh", "ssh", "xargs", "zsh"});

// Sorted; the last ones are written by makes, builds and logs.
constexpr auto kOpenings = std::to_array<string_view>({
    "!", "#", "$", "%", "+", "++", "+++", "-", "--", "--args", "--exec", "->", "-exec", "-execdir", "-ok", "-okdir", "=", "ARGS:", "CMD", "CMDEND", "Cmd:",
    "Command:", "CommandLine:", "ENTRYPOINT", "Executing:", "RUN", "Running:", "_CMDLINE:", "argv:", "cmd:", "cmdline:", "command:", "commandline:", "do",
    "elif", "else", "entrypoint:", "exec:", "executing:", "if", "local-exec:", "run:", "running:", "script:", "shell:", "then", "until", "while", "{",
    "\xe2\x9c\x97" /* ✗ */, "\xe2\x9d\xaf" /* ❯ */});

// Sorted.
constexpr auto kRunners = std::to_array<string_view>({
    "--call", "--command", "--commands", "--exec", "--execute-command", "--remote-command", "--run", "--script", "--scripts", "-Command", "/c",
    "Popen", "Process", "call", "check_call", "check_output", "create_subprocess_shell", "exec", "execSync", "execa", "getoutput", "getstatusoutput",
    "passthru", "popen", "run", "sh", "shell", "shell_exec", "spawn", "spawnSync", "system"});

static_assert(std::is_sorted(kWrappers.begin(), kWrappers.end()));
static_assert(std::is_sorted(kShells.begin(), kShells.end()));
static_assert(std::is_sorted(kOpenings.begin(), kOpenings.end()));
static_assert(std::is_sorted(kRunners.begin(), kRunners.end()));

template <size_t N>
bool is_one_of(string_view word, const std::array<string_view, N>& words) {
  return std::binary_search(words.begin(), words.end(), word);
}

}  // namespace

bool runs_others(string_view program) { return is_one_of(program, kWrappers); }
bool reads_commands(string_view program) { return is_one_of(program, kShells); }
bool opens_command(string_view word) { return is_one_of(word, kOpenings); }

bool takes_command(string_view word) {
  if (word.size() >= 2 && word.size() <= 8 && word[0] == '-' && word[1] != '-' && word.back() == 'c') return true;  // -c, -lc
  if (is_one_of(word, kRunners)) return true;
  const size_t dot = word.rfind('.');
  return dot != string_view::npos && word[0] != '-' && is_one_of(word.substr(dot + 1), kRunners);  // subprocess.run, os.system
}

bool is_prompt(string_view word) {
  if (word.size() < 2) return false;
  const char last = word.back();
  return last == '$' || last == '#' || last == '%' || word.ends_with("\xe2\x9d\xaf");
}

bool is_cron_nickname(string_view word) {
  constexpr auto kNames = std::to_array<string_view>({"@annually", "@daily", "@hourly", "@midnight", "@monthly", "@reboot", "@weekly", "@yearly"});
  return is_one_of(word, kNames);
}

}  // namespace redactd::argv
