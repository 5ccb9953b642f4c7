// redactd's loadable builtin for bash. SPDX-License-Identifier: GPL-3.0-or-later
#include "client/builtin/history_hook.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "client/builtin/inherited.h"
#include "client/builtin/shell_port.h"
#include "client/link/append.h"
#include "core/base/bytes.h"

namespace redactd::builtin {
namespace {

// The backslash: a user may have an alias of either name.
constexpr const char* kAfterCommand = "\\builtin redact post";
constexpr const char* kHide = "\\builtin redact hide";

long long file_size(const std::string& path) {
  struct stat st {};
  return stat(path.c_str(), &st) == 0 ? st.st_size : 0;
}

}  // namespace

HistoryHook::HistoryHook(Mask mask, Complain complain)
    : mask_(std::move(mask)), complain_(std::move(complain)), pid_(getpid()) {}

bool HistoryHook::is_other_process() const { return getpid() != pid_; }

void HistoryHook::install() {
  if (is_other_process()) return;
  take_inherited_histfile();
  note_histfile();
  show_histfile();
  int unwritten = std::clamp(sp_unwritten_count(), 0, sp_entry_count());
  mask_from(sp_entry_count() - unwritten, false);
  note_end();
  claim();
}

// A shell below one with the hook starts with an empty HISTFILE and the path beside it.
void HistoryHook::take_inherited_histfile() {
  const char* value = nullptr;
  if (sp_get_histfile(&value) != SP_HISTFILE_SET || *value != '\0') return;
  std::optional<std::string> path = inherited_histfile();
  if (!path) return;
  sp_set_histfile(path->c_str());
  // In the start files bash itself reads the file afterwards.
  if (sp_runs_command()) sp_load_history(path->c_str());
}

void HistoryHook::claim() {
  // Without readline nobody but PROMPT_COMMAND comes by before the next line.
  bool readline = !sp_reads_without_readline() && (phase_ == Phase::kPrompting || readline_seen_);
  sp_claim_ps0();
  sp_claim_prompt_command(kAfterCommand, readline ? nullptr : kHide);
}

void HistoryHook::before_command() {
  if (is_other_process() || sp_runs_command() || sp_is_inside_readline()) return;
  bool fresh = phase_ == Phase::kReading;
  int first = first_new_entry(false);
  mask_edited(first);
  mask_from(first, fresh);
  if (!fresh) note_histfile();
  show_histfile();
  if (fresh) append_from(first);
  note_end();
  phase_ = Phase::kRunning;
}

void HistoryHook::after_command() {
  if (is_other_process()) return;
  sp_return_promptvars();
  bool fresh = phase_ == Phase::kReading;
  int first = first_new_entry(!fresh);
  mask_from(first, fresh);
  if (fresh) {
    show_histfile();
    append_from(first);
  } else {
    note_histfile();
    show_histfile();
  }
  note_end();
  claim();
  readline_seen_ = false;
  phase_ = Phase::kPrompting;
}

void HistoryHook::before_line() {
  // `read -e` in a command, or a line that a key binding reads, is not a command line.
  if (is_other_process() || sp_runs_command() || sp_is_inside_readline()) return;
  if (phase_ == Phase::kRunning) after_command();  // PROMPT_COMMAND was replaced
  readline_seen_ = true;
  hide();
  sp_claim_ps0_of_this_line();
}

void HistoryHook::hide() {
  if (is_other_process()) return;
  bool first = phase_ != Phase::kReading;
  hide_histfile();
  if (first) note_end();
  sp_claim_ps0();
  phase_ = Phase::kReading;
}

void HistoryHook::remove() {
  if (!is_other_process() && phase_ == Phase::kReading) show_histfile();
}

// ----- HISTFILE -----

void HistoryHook::note_histfile() {
  const char* value = nullptr;
  sp_histfile_state state = sp_get_histfile(&value);
  histfile_usable_ = state != SP_HISTFILE_UNUSABLE;
  if (state == SP_HISTFILE_SET) {
    histfile_ = value;
  } else {
    histfile_.reset();
  }
}

void HistoryHook::show_histfile() {
  const char* value = nullptr;
  // Set while the line was read (by a key binding): the user's newest word.
  if (phase_ == Phase::kReading && sp_get_histfile(&value) == SP_HISTFILE_SET && *value != '\0') note_histfile();
  if (!histfile_usable_) return;
  sp_set_histfile(histfile_ ? histfile_->c_str() : nullptr);
  sp_export("REDACT_HISTFILE", histfile_ ? absolute_path(*histfile_).c_str() : "");
}

void HistoryHook::hide_histfile() {
  const char* value = nullptr;
  if (phase_ != Phase::kReading || (sp_get_histfile(&value) == SP_HISTFILE_SET && *value != '\0')) note_histfile();
  if (histfile_usable_) sp_set_histfile("");
}

// ----- Entries -----

// Index and address together tell whether the entry that was the last is where it was. If not (erasedups, history -c,
// HISTSIZE reached by other means), only the newest can be told to be new.
int HistoryHook::first_new_entry(bool command_ran) const {
  int count = sp_entry_count();
  int seen = seen_end_ - sp_history_base();
  bool in_place = seen <= count && (seen <= 0 || sp_entry_id(seen - 1) == seen_last_);
  if (in_place) return std::max(seen, 0);
  // A command may have put its own text in place of several entries (fc): mask a few more than the newest.
  int newest = std::max(count - 1, 0);
  return command_ran ? std::clamp(seen - 1, 0, newest) : newest;
}

void HistoryHook::mask_from(int first, bool entered) {
  for (int i = first; i < sp_entry_count(); ++i) {
    std::string_view text = sp_entry_text(i);
    std::string masked = mask_(text, entered);
    if (masked != text) sp_replace_entry(i, masked.c_str());
  }
}

// Recalled, edited and left again: readline keeps the edited text in the list.
void HistoryHook::mask_edited(int end) {
  for (int i = 0; i < end; ++i) {
    if (!sp_entry_is_edited(i)) continue;
    std::string_view text = sp_entry_text(i);
    std::string masked = mask_(text, false);
    if (masked != text) sp_replace_entry(i, masked.c_str());
  }
}

void HistoryHook::append_from(int first) {
  int count = sp_entry_count() - first;
  if (count <= 0 || !histfile_ || histfile_->empty() || !histfile_usable_) return;
  int total = std::min(count + unsaved_, sp_entry_count());
  int lines = 0;
  std::string records;
  for (int i = sp_entry_count() - total; i < sp_entry_count(); ++i) {
    if (sp_writes_stamps() && *sp_entry_stamp(i) != '\0') records.append(sp_entry_stamp(i)).append("\n");
    std::string_view text = sp_entry_text(i);
    records.append(text).append("\n");
    lines += 1 + static_cast<int>(std::count(text.begin(), text.end(), '\n'));
  }
  // If another shell wrote in between, `history -n` has to read its lines and so ours behind them once more.
  bool alone = file_size(*histfile_) == known_size_;
  Status appended = link::append_record(*histfile_, records);
  unsaved_ = appended.ok() ? 0 : total;
  if (!appended.ok()) {
    if (!std::exchange(told_write_error_, true)) complain_(appended.error().message());
    return;
  }
  sp_count_as_written(total);
  if (alone) {
    sp_add_lines_known(lines);
    known_lines_ = -1;
  }
}

void HistoryHook::note_end() {
  int count = sp_entry_count();
  seen_end_ = sp_history_base() + count;
  seen_last_ = count > 0 ? sp_entry_id(count - 1) : nullptr;
  note_file();
}

void HistoryHook::note_file() {
  if (sp_lines_known() == known_lines_) return;
  known_lines_ = sp_lines_known();
  known_size_ = histfile_ ? file_size(*histfile_) : -1;
}

}  // namespace redactd::builtin
