/* redactd's loadable builtin for bash. SPDX-License-Identifier: GPL-3.0-or-later */
/* What the hook needs of the running bash, as plain C: the only file that knows bash's headers is shell_port.c. */
#ifndef REDACTD_CLIENT_BUILTIN_SHELL_PORT_H
#define REDACTD_CLIENT_BUILTIN_SHELL_PORT_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- The shell ---------------------------------------------------------------------------------------------------- */

/* The running bash is the one (version and patch level) that this object was compiled against. */
bool sp_is_expected_bash(void);
/* Start files are over and a command of the user's runs. */
bool sp_runs_command(void);
/* A key binding or a completion of the user's runs while a line is being typed. */
bool sp_is_inside_readline(void);
/* Lines are read with a plain read: no readline, or emacs and vi mode both switched off from the start. */
bool sp_reads_without_readline(void);

/* --- The history list in memory ----------------------------------------------------------------------------------- */

int sp_entry_count(void);
/* Number of the first entry: rises when HISTSIZE pushes old ones out, so base + index names an entry for good. */
int sp_history_base(void);
/* Text and time stamp ("#EPOCH", or "") of entry `index`. Owned by bash. */
const char *sp_entry_text(int index);
const char *sp_entry_stamp(int index);
/* The entry's address: equal addresses are equal entries only as long as nothing was removed in between. */
const void *sp_entry_id(int index);
/* The entry was edited in place by a recall that was then left for another line. */
bool sp_entry_is_edited(int index);
/* Puts `text` in place of the entry's, keeps its time stamp; wipes and frees the old text. */
void sp_replace_entry(int index, const char *text);
/* HISTTIMEFORMAT is set: a history file gets a "#EPOCH" line before each entry. */
bool sp_writes_stamps(void);
/* Entries that bash means to write at its exit. */
int sp_unwritten_count(void);
/* `count` entries are in the file now: bash is not to write them again. */
void sp_count_as_written(int count);
/* Lines of the file that bash has in memory already: `history -n` begins behind them. Time stamps do not count. */
int sp_lines_known(void);
void sp_add_lines_known(int lines);
/* What bash does at its start: reads a history file into the list. */
void sp_load_history(const char *path);

/* --- HISTFILE ----------------------------------------------------------------------------------------------------- */

enum sp_histfile_state { SP_HISTFILE_SET, SP_HISTFILE_UNSET, SP_HISTFILE_UNUSABLE /* an array, a reference */ };

/* `*value` is bash's, valid until the variable changes; NULL unless set. */
enum sp_histfile_state sp_get_histfile(const char **value);
/* Sets the shell's own value, readonly or not; NULL unsets it. Whatever it is, children inherit an empty HISTFILE, so that a
   shell without the hook below this one stores nothing. */
void sp_set_histfile(const char *value);
/* An exported variable, for children. */
void sp_export(const char *name, const char *value);

/* --- Places to act ------------------------------------------------------------------------------------------------- */

/* Makes the dynamic variable __REDACT_PS0. `before_command` runs when bash expands it, in the shell itself. NULL: makes it an
   ordinary empty variable again. */
void sp_make_dynamic_variable(void (*before_command)(void));
/* PS0 begins with the expansion of that variable from now on. Idempotent. */
void sp_claim_ps0(void);
/* For the line about to be read: as sp_claim_ps0, also where bash has taken PS0 already and where promptvars is off. */
void sp_claim_ps0_of_this_line(void);
/* Undoes what that did to promptvars. */
void sp_return_promptvars(void);
/* PROMPT_COMMAND is an array that begins with `first` and, if not NULL, ends with `last`; everything of the user's stays in
   order. Idempotent; does nothing to a readonly one. */
void sp_claim_prompt_command(const char *first, const char *last);
/* `before_line` runs each time that readline begins to read a line, PS2 lines included, and `read -e`. */
void sp_claim_readline(void (*before_line)(void));
void sp_release_readline(void);

#ifdef __cplusplus
}
#endif

#endif
