// redactd's loadable builtin for bash. SPDX-License-Identifier: GPL-3.0-or-later
// What happens around one command line, so that bash never holds a raw line and a history file at the same time.
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace redactd::builtin {

// bash's order: line read and added to memory -> parsed -> PS0 expanded -> command -> PROMPT_COMMAND -> PS1 -> next line.
//
//   before_command  (PS0)             masks the new entries, appends them to the file, gives HISTFILE back
//   after_command   (PROMPT_COMMAND)  the same for lines that never reach PS0: comments, syntax errors
//   before_line     (readline)        hides HISTFILE: while a line is read there is no file to write raw text to
//
// Only the process that made the hook acts; subshells inherit it and do nothing.
class HistoryHook {
 public:
  using Mask = std::function<std::string(std::string_view, bool entered)>;  // `entered`: the user has just done so
  using Complain = std::function<void(const std::string&)>;

  HistoryHook(Mask mask, Complain complain);

  // Takes over: masks what this session has in memory already, settles HISTFILE, claims PS0, PROMPT_COMMAND and readline.
  void install();
  void before_command();
  void after_command();
  void before_line();
  // The same without readline, as the last PROMPT_COMMAND.
  void hide();
  // Gives everything back.
  void remove();

 private:
  enum class Phase { kReading, kRunning, kPrompting };

  bool is_other_process() const;
  void take_inherited_histfile();
  void note_histfile();
  void show_histfile();
  void hide_histfile();
  int first_new_entry(bool command_ran) const;
  void mask_from(int first, bool entered);
  void mask_edited(int end);
  void append_from(int first);
  void note_end();
  void note_file();
  void claim();

  Mask mask_;
  Complain complain_;
  pid_t pid_;
  Phase phase_ = Phase::kRunning;
  bool told_write_error_ = false;
  bool readline_seen_ = true;             // readline came by since the last after_command()
  std::optional<std::string> histfile_;   // the user's; nullopt: unset
  bool histfile_usable_ = true;
  int unsaved_ = 0;                       // newest entries that a full disk kept out of the file
  int known_lines_ = -1;                  // bash's count of the file's lines in memory, and how long the file was then
  long long known_size_ = -1;
  int seen_end_ = 0;                      // base + count when last looked
  const void* seen_last_ = nullptr;       // the entry before it
};

}  // namespace redactd::builtin
