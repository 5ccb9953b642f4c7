// The start files of the shells, and the few lines in them that load a hook. Pure text: nothing here opens a file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redactd::ctl {

struct StartFile {
  std::string shell;  // "bash", "zsh" or "fish"
  std::string path;   // absolute
};

// What decides where start files are; empty where it is not set.
struct ShellPlaces {
  std::string home;         // HOME, else the home directory of the effective user
  std::string zdotdir;      // ZDOTDIR (zsh(1), "Files")
  std::string config_home;  // XDG_CONFIG_HOME (XDG base directory specification)
};
ShellPlaces shell_places();

// ~/.bashrc, $ZDOTDIR/.zshrc, $XDG_CONFIG_HOME/fish/config.fish: read by every interactive shell.
std::string start_file_of(std::string_view shell, const ShellPlaces& places);

// The lines around a block; the first begins with `begin_mark`, whatever else it says.
struct BlockMarks {
  std::string_view begin, begin_mark, end;
};
const BlockMarks& hook_marks();
const BlockMarks& repl_marks();  // `redactctl init --repl`

// In single quotes unless it holds nothing that bash, zsh or fish would look at.
std::string shell_quoted(const std::string& path);

// The block between its two marks, for a redactctl that stands at `program`.
std::string hook_block(std::string_view shell, const std::string& program);

// What a start file says already.
enum class Hooked {
  kNo,
  kByBlock,  // our marks
  kByHand,   // a line of the user's own that calls `redactctl init SHELL`
};
Hooked hooked_by(std::string_view text, std::string_view shell);

// `text` with the block at its end, or in the place of an older one.
std::string with_block(const std::string& text, const std::string& block, const BlockMarks& marks = hook_marks());

// `text` without the block. What with_block() appended goes, to the byte.
std::string without_block(const std::string& text, const BlockMarks& marks = hook_marks());

bool has_block(std::string_view text, const BlockMarks& marks);

}  // namespace redactd::ctl
