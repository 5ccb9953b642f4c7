#include "core/engine/argv/roles.h"

#include <algorithm>
#include <array>

#include "core/base/bytes.h"

namespace redactd::argv {
namespace {

using std::string_view;

// Programs and words that run what comes later in their arguments.
constexpr std::array<string_view, 78> kWrappers = {
    "sudo", "doas", "env", "time", "nohup", "xargs", "nice", "ionice", "chrt", "taskset", "timeout", "watch", "exec", "command", "builtin",
    "strace", "ltrace", "setsid", "stdbuf", "chroot", "su", "runuser", "docker", "podman", "nerdctl", "kubectl", "oc", "ssh", "eval",
    "parallel", "bash", "sh", "zsh", "ksh", "dash", "ash", "fish", "busybox", "flock", "systemd-run", "unbuffer", "script", "proot",
    "fakeroot", "torsocks", "torify", "proxychains", "proxychains4", "nsenter", "ip", "lxc", "vagrant", "aws-vault", "op", "doppler",
    "chamber", "dotenv", "npx", "bunx", "pnpm", "yarn", "uvx", "uv", "pipx", "poetry", "bundle", "gosu", "su-exec", "RUN", "CMD",
    "ENTRYPOINT", "noglob", "nocorrect", "sshpass", "expect", "tini", "docker-compose", "caffeinate"};

// Words of the shell's grammar behind which a command begins, and names that logs and files write before one.
constexpr std::array<string_view, 29> kOpenings = {"if",   "then", "else",  "elif",  "while", "until",   "do",        "!",       "{",    "-",
                                                   "+",    "++",   "=",   "$",     "#",     "%",       "cmd:",      "command:", "run:", "exec:",
                                                   "script:", "running:", "executing:", "Running:", "Executing:", "Command:", "shell:", "->", "CMD"};

constexpr size_t kLongestToolBytes = 40;

template <size_t N>
bool is_one_of(string_view word, const std::array<string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// A history number, a date, the fields of a crontab, a bullet: no letters in it (but for the T and Z of a time).
bool is_counter(string_view word) {
  bool any = false;
  for (char c : word) {
    if (is_alpha(c) && c != 'T' && c != 'Z') return false;
    any = any || is_digit(c) || c == '*';
  }
  return any;
}

// ann@host:~$, [ann@host ~]#, mysql>
bool is_prompt(string_view word) {
  if (word.size() < 2) return false;
  const char last = word.back();
  return last == '$' || last == '#' || last == '%' || word.ends_with("\xe2\x9d\xaf") || word.ends_with("\xe2\x9e\x9c");
}

bool reads_as_echo(string_view name) { return name == "echo" || name == "printf" || name == "print"; }

// The program's name in the word, with what logs put before it: COMMAND=/usr/bin/x, a0="x" of the audit system.
string_view program_of(string_view word) {
  const string_view name = assigned_name(word);
  if (!name.empty()) word.remove_prefix(name.size() + 1);
  return base_name(word);
}

}  // namespace

string_view base_name(string_view path) {
  const size_t slash = path.find_last_of("/\\");
  if (slash != string_view::npos) path.remove_prefix(slash + 1);
  if (path.ends_with(".exe")) path.remove_suffix(4);
  return path;
}

string_view assigned_name(string_view word) {
  size_t i = 0;
  while (i < word.size() && is_word(word[i])) ++i;
  return i > 0 && i < word.size() && word[i] == '=' && !is_digit(word[0]) ? word.substr(0, i) : string_view();
}

void find_tools(const CommandLine& line, const Command& command, const Index& index, bool starts, std::vector<ToolWord>& out) {
  bool runs = starts;
  bool wrapped = false;
  for (size_t i = command.first; i < command.last; ++i) {
    const Word& word = line.words()[i];
    const string_view name = program_of(word.bytes);
    const bool assignment = !assigned_name(word.bytes).empty();
    // COMMAND=/usr/bin/x and audit's a0= begin a command; PATH=x does not.
    const bool named = (assignment || word.skipped > 0) && !name.empty() &&
                       (word.bytes.starts_with("COMMAND=") || word.skipped > 0 || word.bytes.starts_with("cmd=") ||
                        word.bytes.starts_with("Exec"));
    const bool here = runs || wrapped || named;
    if (name.size() > 1 && name.size() <= kLongestToolBytes && is_alnum(name[0])) {
      const auto* entries = index.tool(name);
      const bool echo = entries == nullptr && here && reads_as_echo(name);
      const bool spelled = entries != nullptr && (line.plain(word) || line.raw(word).find(name) != string_view::npos);
      if (spelled || echo) out.push_back({i, name, entries, here});
    }
    if (here && is_one_of(name, kWrappers)) wrapped = true;
    if (assignment && !named) continue;
    runs = (runs && is_counter(word.bytes)) || is_one_of(word.bytes, kOpenings) || is_prompt(word.bytes);
  }
}

bool runs_its_argument(const CommandLine& line, size_t nested_begin) {
  const auto& words = line.words();
  const auto after = std::upper_bound(words.begin(), words.end(), nested_begin,
                                      [&](size_t at, const Word& word) { return at < line.raw_begin(word); });
  if (after == words.begin()) return false;
  const size_t holder = static_cast<size_t>(after - words.begin()) - 1;
  if (!assigned_name(words[holder].bytes).empty()) return true;  // COMMAND="..", cmd='..', ExecStart=".."
  if (holder == 0) return true;
  const string_view before = words[holder - 1].bytes;
  if (before.size() >= 2 && before[0] == '-' && before.back() == 'c') return true;
  if (is_one_of(before, kOpenings)) return true;
  for (size_t back = 1; back <= std::min<size_t>(holder, 8); ++back)
    if (is_one_of(base_name(words[holder - back].bytes), kWrappers)) return true;
  return false;
}

}  // namespace redactd::argv
