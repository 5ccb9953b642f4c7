#include "core/engine/argv/roles.h"

#include <algorithm>
#include <utility>

#include "core/base/bytes.h"
#include "core/engine/argv/wrappers.h"

namespace redactd::argv {
namespace {

using std::string_view;

constexpr size_t kLongestToolBytes = 40;
constexpr size_t kWrapperReach = 16;  // so many words may stand between ssh and its command

// A history number, a date, the fields of a crontab, a bullet: no letters in it (but for the T and Z of a time).
bool is_counter(string_view word) {
  bool any = false;
  for (char c : word) {
    if (is_alpha(c) && c != 'T' && c != 'Z') return false;
    any = any || is_digit(c) || c == '*';
  }
  return any;
}

// 0:00 and 00:00:00, ps's column in front of the command, which a terminal's name or ? precedes.
bool is_time_of_ps(const CommandLine& line, const Command& command, size_t i) {
  const string_view word = line.words()[i].bytes;
  const size_t colon = word.find(':');
  if (colon == string_view::npos || colon == 0 || colon + 2 >= word.size()) return false;
  if (!std::all_of(word.begin(), word.end(), [](char c) { return is_digit(c) || c == ':' || c == '-'; })) return false;
  for (size_t back = 1; back <= 3 && command.first + back <= i; ++back) {
    const string_view before = line.words()[i - back].bytes;
    if (before == "?" || before.starts_with("pts/") || before.starts_with("tty")) return true;
  }
  return false;
}

bool reads_as_echo(string_view name) { return name == "echo" || name == "printf" || name == "print"; }

// The program's name in the word, with what logs and makefiles put before it: COMMAND=/usr/bin/x, @x.
string_view program_of(string_view word) {
  const string_view name = assigned_name(word);
  if (!name.empty()) word.remove_prefix(name.size() + 1);
  const size_t recipe = word.find_first_not_of("@-+");
  if (recipe != string_view::npos && recipe <= 2 && word.substr(0, recipe).find('@') != string_view::npos) word.remove_prefix(recipe);
  return base_name(word);
}

// C:\tools\psexec.exe: to a shell its backslashes are escapes.
bool is_windows_path(const CommandLine& line, const Word& word) {
  const string_view raw = line.raw(word);
  return !line.plain(word) && raw.find('\\') != string_view::npos && raw.find_first_of("'\"") == string_view::npos;
}

// Where the next word may be a program's name. A crontab's user and the directory of a prompt may stand between.
class Start {
 public:
  explicit Start(bool runs) : runs_(runs) {}
  bool here() const { return runs_; }

  void pass(const CommandLine& line, const Command& command, size_t i) {
    const string_view word = line.words()[i].bytes;
    const bool counter = runs_ && is_counter(word);
    const bool spare = std::exchange(spare_, false) && runs_ && !counter;
    if (counter) {
      ++counters_;
      starred_ = starred_ || word.find('*') != string_view::npos;
      spare_ = counters_ == 5 && starred_;
    } else if ((runs_ && is_cron_nickname(word)) || word == "\xe2\x9e\x9c") {
      runs_ = spare_ = true;
      return;
    }
    runs_ = counter || spare || opens_command(word) || is_prompt(word) || is_time_of_ps(line, command, i) ||
            ((word == "line:" || word == "failed:") && i > command.first && lowercase(line.words()[i - 1].bytes) == "command");
  }

 private:
  bool runs_;
  bool spare_ = false;  // one more word may come
  bool starred_ = false;
  int counters_ = 0;
};

// echo '..' | bash, bash <<< '..': whether the command takes command lines from its input.
bool reads_command_lines(const CommandLine& line, const Command& command) {
  for (size_t i = command.first; i < std::min(command.last, command.first + 4); ++i)
    if (reads_commands(base_name(line.words()[i].bytes))) return true;
  return false;
}

// echo '..' | bash, and bash <<< '..': `nested_begin` lies in or behind word `holder`.
bool goes_to_a_shell(const CommandLine& line, size_t holder, size_t nested_begin) {
  const auto& commands = line.commands();
  const auto after = std::upper_bound(commands.begin(), commands.end(), holder, [](size_t at, const Command& command) { return at < command.first; });
  if (after == commands.begin()) return false;
  const Command& own = *(after - 1);
  const Word& word = line.words()[holder];
  if (nested_begin >= line.raw_begin(word) + line.raw(word).size()) return reads_command_lines(line, own);
  return after != commands.end() && after->piped && reads_as_echo(base_name(line.words()[own.first].bytes)) && reads_command_lines(line, *after);
}

}  // namespace

string_view base_name(string_view path) {
  const size_t slash = path.find_last_of("/\\");
  if (slash != string_view::npos) path.remove_prefix(slash + 1);
  if (path.ends_with(".exe") || path.ends_with(".EXE")) path.remove_suffix(4);
  return path;
}

string_view assigned_name(string_view word) {
  size_t i = 0;
  while (i < word.size() && is_word(word[i])) ++i;
  return i > 0 && i < word.size() && word[i] == '=' && !is_digit(word[0]) ? word.substr(0, i) : string_view();
}

void find_tools(const CommandLine& line, const Command& command, const Index& index, bool starts, std::vector<ToolWord>& out) {
  Start start(starts);
  bool wrapped = false;
  for (size_t i = command.first; i < command.last; ++i) {
    const Word& word = line.words()[i];
    const string_view name = is_windows_path(line, word) ? base_name(line.raw(word)) : program_of(word.bytes);
    const bool assignment = !assigned_name(word.bytes).empty();
    // COMMAND=/usr/bin/x and audit's a0= begin a command; PATH=x does not.
    const bool named = (assignment || word.skipped > 0) && !name.empty() &&
                       (word.bytes.starts_with("COMMAND=") || word.skipped > 0 || word.bytes.starts_with("cmd=") ||
                        word.bytes.starts_with("_CMDLINE=") || word.bytes.starts_with("proctitle=") || word.bytes.starts_with("Exec"));
    const bool here = start.here() || wrapped || named;
    if (name.size() > 1 && name.size() <= kLongestToolBytes && is_alnum(name[0])) {
      const auto* entries = index.tool(name);
      const bool echo = entries == nullptr && here && reads_as_echo(name);
      const bool spelled = entries != nullptr && (line.plain(word) || line.raw(word).find(name) != string_view::npos);
      if (spelled || echo) out.push_back({i, name, entries, here});
    }
    if (here && runs_others(name)) wrapped = true;
    if (assignment && !named) continue;
    start.pass(line, command, i);
  }
}

bool runs_its_argument(const CommandLine& line, size_t nested_begin) {
  const auto& words = line.words();
  const auto after = std::upper_bound(words.begin(), words.end(), nested_begin,
                                      [&](size_t at, const Word& word) { return at < line.raw_begin(word); });
  if (after == words.begin()) return false;
  const size_t holder = static_cast<size_t>(after - words.begin()) - 1;
  const Word& word = words[holder];
  if (!assigned_name(word.bytes).empty()) return true;  // COMMAND="..", cmd='..', ExecStart=".."
  if (holder == 0) return true;
  const string_view before = words[holder - 1].bytes;
  const bool flag = before.starts_with("-") || before.starts_with("/");
  if (word.adjacent == flag && takes_command(before)) return true;  // -c '..', subprocess.run("..")
  const size_t equals = word.bytes.find('=');
  if (word.bytes.starts_with("--") && equals != string_view::npos && takes_command(word.bytes.substr(0, equals))) return true;
  if (opens_command(before)) return true;
  if (before == ":" && holder > 1 && opens_command(std::string(words[holder - 2].bytes) + ":")) return true;  // "cmdline" : ".."
  for (size_t back = 1; back <= std::min(holder, kWrapperReach); ++back)
    if (runs_others(base_name(words[holder - back].bytes))) return true;
  return goes_to_a_shell(line, holder, nested_begin);
}

}  // namespace redactd::argv
