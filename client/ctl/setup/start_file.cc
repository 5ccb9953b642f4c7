#include "client/ctl/setup/start_file.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>

namespace redactd::ctl {
namespace {

constexpr BlockMarks kHookMarks{"# >>> redactd: masks this shell's history; `redactctl setup --remove` takes these lines out >>>\n",
                                "# >>> redactd: ", "# <<< redactd <<<\n"};
constexpr BlockMarks kReplMarks{"# >>> redactd-repl: masks the histories of these programs; `redactctl init --repl --remove` takes these lines out >>>\n",
                                "# >>> redactd-repl: ", "# <<< redactd-repl <<<\n"};
// Stands in front of a block whose file did not end in a newline, so that --remove gives the file back as it was.
constexpr std::string_view kJoined = "\n# (the line above had no newline)\n";

std::string environment(const char* name) {
  const char* value = getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

bool is_plain(const std::string& path) {
  return path.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._+-") == std::string::npos;
}

struct Extent {
  size_t begin = std::string::npos;
  size_t end = 0;
};

Extent block_in(std::string_view text, const BlockMarks& marks) {
  size_t begin = text.find(marks.begin_mark);
  while (begin != std::string_view::npos && begin != 0 && text[begin - 1] != '\n') begin = text.find(marks.begin_mark, begin + 1);
  if (begin == std::string_view::npos) return {};
  const size_t end = text.find(marks.end, begin);
  return end == std::string_view::npos ? Extent{} : Extent{begin, end + marks.end.size()};
}

}  // namespace

const BlockMarks& hook_marks() { return kHookMarks; }
const BlockMarks& repl_marks() { return kReplMarks; }

// None of the three shells expands anything in single quotes.
std::string shell_quoted(const std::string& path) {
  if (is_plain(path)) return path;
  std::string out = "'";
  for (char c : path) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

ShellPlaces shell_places() {
  ShellPlaces places{environment("HOME"), environment("ZDOTDIR"), environment("XDG_CONFIG_HOME")};
  if (places.home.empty()) {
    const passwd* entry = getpwuid(geteuid());
    if (entry != nullptr && entry->pw_dir != nullptr) places.home = entry->pw_dir;
  }
  return places;
}

std::string start_file_of(std::string_view shell, const ShellPlaces& places) {
  if (shell == "bash") return places.home + "/.bashrc";
  if (shell == "zsh") return (places.zdotdir.empty() ? places.home : places.zdotdir) + "/.zshrc";
  return (places.config_home.empty() ? places.home + "/.config" : places.config_home) + "/fish/config.fish";
}

std::string hook_block(std::string_view shell, const std::string& program) {
  const std::string call = shell_quoted(program) + " init " + std::string(shell);
  std::string block(kHookMarks.begin);
  if (shell == "fish") {
    block += "if status is-interactive; and test -x " + shell_quoted(program) + "\n    " + call + " | source\nend\n";
  } else {
    block += "if [ -x " + shell_quoted(program) + " ]; then eval \"$(" + call + ")\"; fi\n";
  }
  return block.append(kHookMarks.end);
}

bool has_block(std::string_view text, const BlockMarks& marks) { return block_in(text, marks).begin != std::string::npos; }

Hooked hooked_by(std::string_view text, std::string_view shell) {
  if (has_block(text, kHookMarks)) return Hooked::kByBlock;
  const std::string call = " init " + std::string(shell);
  for (size_t begin = 0; begin < text.size();) {
    const size_t newline = text.find('\n', begin);
    const std::string_view line = text.substr(begin, newline == std::string_view::npos ? newline : newline - begin);
    const size_t first = line.find_first_not_of(" \t");
    const size_t program = line.find("redactctl");
    if (first != std::string_view::npos && line[first] != '#' && program != std::string_view::npos && line.find(call, program) != std::string_view::npos) {
      return Hooked::kByHand;
    }
    if (newline == std::string_view::npos) break;
    begin = newline + 1;
  }
  return Hooked::kNo;
}

std::string with_block(const std::string& text, const std::string& block, const BlockMarks& marks) {
  if (const Extent old = block_in(text, marks); old.begin != std::string::npos) return text.substr(0, old.begin) + block + text.substr(old.end);
  if (text.empty() || text.back() == '\n') return text + block;
  return text + std::string(kJoined) + block;
}

std::string without_block(const std::string& text, const BlockMarks& marks) {
  const Extent block = block_in(text, marks);
  if (block.begin == std::string::npos) return text;
  std::string before = text.substr(0, block.begin);
  if (before.ends_with(kJoined)) before.erase(before.size() - kJoined.size());
  return before + text.substr(block.end);
}

}  // namespace redactd::ctl
