/* redactd's loadable builtin for bash. SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything here was read in bash 5.2's sources and tried; sp_is_expected_bash() keeps it from other versions. */
#include "client/builtin/shell_port.h"

#include <config.h>

#include "loadables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "version.h"

/* readline's history, which bash exports but bash-builtins has no header for. */
typedef struct {
  char *line;
  char *timestamp;
  void *data;
} HistoryEntry;

extern HistoryEntry **history_list(void);
extern HistoryEntry *replace_history_entry(int index, const char *line, void *data);
extern int history_length, history_base, history_write_timestamps;
extern int history_lines_this_session, history_lines_in_file, history_lines_read_from_file;
extern int read_history(const char *path);
extern void using_history(void);

extern unsigned long rl_readline_state;
extern int (*rl_pre_input_hook)(void);
extern int executing, no_line_editing, promptvars, posixly_correct, patch_level;
extern char *dist_version;
extern char *ps0_prompt;
extern char *decode_prompt_string(char *string);

enum { kDispatching = 0x20, kCompleting = 0x4000 }; /* RL_STATE_* of readline.h */

static const char kExpansion[] = "${__REDACT_PS0-}";

/* ----- The shell ---------------------------------------------------------------------------------------------------- */

bool sp_is_expected_bash(void) {
  char running[64];
  snprintf(running, sizeof running, "version %s.%d(", dist_version, patch_level);
  return strstr(SCCSVERSION, running) != NULL;
}

bool sp_runs_command(void) { return executing != 0; }

bool sp_is_inside_readline(void) { return (rl_readline_state & (kDispatching | kCompleting)) != 0; }

bool sp_reads_without_readline(void) { return no_line_editing != 0; }

/* ----- The history list --------------------------------------------------------------------------------------------- */

int sp_entry_count(void) { return history_list() ? history_length : 0; }

int sp_history_base(void) { return history_base; }

const char *sp_entry_text(int index) { return history_list()[index]->line; }

const char *sp_entry_stamp(int index) {
  const char *stamp = history_list()[index]->timestamp;
  return stamp ? stamp : "";
}

const void *sp_entry_id(int index) { return history_list()[index]; }

bool sp_entry_is_edited(int index) { return history_list()[index]->data != NULL; }

static void wipe(char *text) {
  volatile char *byte = text;
  for (size_t left = strlen(text); left > 0; --left) *byte++ = 0;
}

void sp_replace_entry(int index, const char *text) {
  /* No undo list: undoing the edits of another text would go beyond its end. The old list is left to leak, it is rare. */
  HistoryEntry *old = replace_history_entry(index, text, NULL);
  if (!old) return;
  if (old->line) wipe(old->line);
  free(old->line);
  free(old->timestamp);
  free(old);
}

bool sp_writes_stamps(void) { return history_write_timestamps != 0; }

int sp_unwritten_count(void) { return history_lines_this_session; }

void sp_count_as_written(int count) { history_lines_this_session -= count; }

int sp_lines_known(void) { return history_lines_in_file; }

void sp_add_lines_known(int lines) { history_lines_in_file += lines; }

void sp_load_history(const char *path) {
  if (read_history(path) != 0) return;
  history_lines_in_file = history_lines_read_from_file;
  using_history();
}

/* ----- HISTFILE ------------------------------------------------------------------------------------------------------ */

static bool is_plain(SHELL_VAR *var) { return !array_p(var) && !assoc_p(var) && !nameref_p(var); }

enum sp_histfile_state sp_get_histfile(const char **value) {
  SHELL_VAR *var = find_global_variable_noref("HISTFILE");
  *value = NULL;
  if (!var || invisible_p(var) || (is_plain(var) && !value_cell(var))) return SP_HISTFILE_UNSET;
  if (!is_plain(var)) return SP_HISTFILE_UNUSABLE;
  *value = value_cell(var);
  return SP_HISTFILE_SET;
}

void sp_set_histfile(const char *value) {
  SHELL_VAR *var = find_global_variable_noref("HISTFILE");
  if (!var) var = bind_global_variable("HISTFILE", "", 0);
  if (!var || !is_plain(var)) return;
  FREE(value_cell(var));
  var_setvalue(var, value ? savestring(value) : NULL);
  /* An imported variable that is invisible is unset for the shell and yet stands in the environment. */
  if (value)
    VUNSETATTR(var, att_invisible);
  else
    VSETATTR(var, att_invisible | att_imported);
  VSETATTR(var, att_exported);
  FREE(var->exportstr);
  var->exportstr = savestring("HISTFILE=");
  array_needs_making = 1;
}

void sp_export(const char *name, const char *value) {
  SHELL_VAR *var = find_global_variable_noref(name);
  if (var && value_cell(var) && exported_p(var) && is_plain(var) && STREQ(value_cell(var), value)) return;
  var = bind_global_variable(name, (char *)value, 0);
  if (!var) return;
  VSETATTR(var, att_exported);
  array_needs_making = 1;
}

/* ----- PS0 ----------------------------------------------------------------------------------------------------------- */

static void (*before_command_)(void);
static bool promptvars_lent_;

static SHELL_VAR *expand_ps0(SHELL_VAR *self) {
  bool lent = promptvars_lent_;
  sp_return_promptvars();
  if (before_command_) before_command_();
  FREE(value_cell(self));
  char *own = NULL;
  if (lent) { /* bash expands our text only: the user's own PS0, without its variables, is ours to give */
    char *ps0 = get_string_value("PS0");
    if (ps0 && strncmp(ps0, kExpansion, sizeof kExpansion - 1) == 0) ps0 += sizeof kExpansion - 1;
    if (ps0 && *ps0) own = decode_prompt_string(ps0);
  }
  var_setvalue(self, own ? own : savestring(""));
  return self;
}

static SHELL_VAR *keep_value(SHELL_VAR *self, char *value, arrayind_t index, char *key) {
  (void)value, (void)index, (void)key;
  return self;
}

void sp_make_dynamic_variable(void (*before_command)(void)) {
  before_command_ = before_command;
  SHELL_VAR *var = bind_global_variable("__REDACT_PS0", "", 0);
  if (!var) return;
  VUNSETATTR(var, att_exported);
  var->dynamic_value = before_command ? expand_ps0 : NULL;
  var->assign_func = before_command ? keep_value : NULL;
}

static bool ps0_is_ours(void) {
  const char *ps0 = get_string_value("PS0");
  return ps0 && strstr(ps0, kExpansion) != NULL;
}

void sp_claim_ps0(void) {
  if (ps0_is_ours()) return;
  const char *old = get_string_value("PS0");
  char *text = xmalloc(sizeof kExpansion + (old ? strlen(old) : 0));
  strcpy(text, kExpansion);
  if (old) strcat(text, old);
  SHELL_VAR *var = find_global_variable_noref("PS0");
  if (!var || !readonly_p(var)) bind_global_variable("PS0", text, 0);
  free(text);
}

void sp_claim_ps0_of_this_line(void) {
  static char alone[sizeof kExpansion];
  sp_claim_ps0();
  memcpy(alone, kExpansion, sizeof kExpansion);
  bool expanded = promptvars || posixly_correct || promptvars_lent_;
  if (!expanded) {
    promptvars = 1;
    promptvars_lent_ = true;
  }
  if (promptvars_lent_ || !ps0_is_ours())
    ps0_prompt = alone;
  else
    ps0_prompt = get_string_value("PS0");
}

void sp_return_promptvars(void) {
  if (promptvars_lent_) promptvars = 0;
  promptvars_lent_ = false;
}

/* ----- PROMPT_COMMAND -------------------------------------------------------------------------------------------------- */

/* Is `command` one of the commands of `element`? As text: an element may hold several, the user's around ours. */
static bool holds(const char *element, const char *command) { return element && strstr(element, command) != NULL; }

static SHELL_VAR *prompt_command_array(void) {
  SHELL_VAR *var = find_global_variable_noref("PROMPT_COMMAND");
  if (!var) return make_new_array_variable("PROMPT_COMMAND");
  if (readonly_p(var) || assoc_p(var) || nameref_p(var)) return NULL;
  return array_p(var) ? var : convert_var_to_array(var);
}

/* bash-preexec, until the first prompt: it looks for itself in the first element only, to take itself out again. */
static bool must_stay_first(const char *element) { return holds(element, "__bp_install"); }

static void put_first(ARRAY *array, int *at, const char *command, const char *old_first) {
  if (!must_stay_first(old_first)) {
    array_insert(array, (*at)++, (char *)command);
    return;
  }
  char *both = xmalloc(strlen(command) + strlen(old_first) + 2);
  sprintf(both, "%s\n%s", command, old_first);
  array_insert(array, (*at)++, both);
  free(both);
}

void sp_claim_prompt_command(const char *first, const char *last) {
  SHELL_VAR *var = prompt_command_array();
  if (!var) return;
  ARRAY *array = array_cell(var);
  int count = 0;
  char **elements = array_to_argv(array, &count);
  bool has_first = false, has_last = last == NULL;
  for (int i = 0; i < count; ++i) {
    has_first = has_first || holds(elements[i], first);
    has_last = has_last || holds(elements[i], last);
  }
  if (!has_first || !has_last) {
    array_flush(array);
    int at = 0;
    const char *old_first = count > 0 ? elements[0] : NULL;
    if (!has_first) put_first(array, &at, first, old_first);
    for (int i = !has_first && must_stay_first(old_first) ? 1 : 0; i < count; ++i)
      if (elements[i] && elements[i][0]) array_insert(array, at++, elements[i]);
    if (!has_last) array_insert(array, at++, (char *)last);
    VUNSETATTR(var, att_invisible);
  }
  strvec_dispose(elements);
}

/* ----- readline ---------------------------------------------------------------------------------------------------------- */

static void (*before_line_)(void);
static int (*earlier_hook_)(void);

static int on_line(void) {
  if (before_line_) before_line_();
  return earlier_hook_ ? earlier_hook_() : 0;
}

void sp_claim_readline(void (*before_line)(void)) {
  before_line_ = before_line;
  if (rl_pre_input_hook == on_line) return;
  earlier_hook_ = rl_pre_input_hook;
  rl_pre_input_hook = on_line;
}

void sp_release_readline(void) {
  if (rl_pre_input_hook == on_line) rl_pre_input_hook = earlier_hook_;
}
