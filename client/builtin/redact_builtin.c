/* redactd's loadable builtin for bash. SPDX-License-Identifier: GPL-3.0-or-later */
/* What `enable -f redact.so redact` looks for. */
#include "client/builtin/redact_builtin.h"

#include <config.h>

#include <signal.h>
#include <string.h>

#include "client/builtin/shell_port.h"
#include "loadables.h"

#define EXPORTED __attribute__((visibility("default")))

extern int signal_is_trapped(int number);
extern int exit_immediately_on_error, last_command_exit_value;

enum { kErrorTrap = NSIG + 1 }; /* ERROR_TRAP of trap.h */

/* A user may write PROMPT_COMMAND="$PROMPT_COMMAND; mine $?": the status goes through us, unless a failing command would be
   taken for one of the user's. */
static int status_so_far(void) {
  bool failures_count = exit_immediately_on_error || signal_is_trapped(kErrorTrap);
  return failures_count ? EXECUTION_SUCCESS : last_command_exit_value;
}

static int redact_builtin(WORD_LIST *words) {
  const char *verb = words && words->word ? words->word->word : "";
  if (words && words->next) verb = "";
  if (STREQ(verb, "post")) {
    redact_hook_post();
    return status_so_far();
  } else if (STREQ(verb, "hide")) {
    redact_hook_hide();
    return status_so_far();
  } else if (STREQ(verb, "install")) {
    redact_hook_install();
  } else {
    builtin_usage();
    return EX_USAGE;
  }
  return EXECUTION_SUCCESS;
}

/* Called by `enable -f`; 0 refuses, and the hook script takes its other way. */
EXPORTED int redact_builtin_load(char *name) {
  (void)name;
  return sp_is_expected_bash() ? 1 : 0;
}

EXPORTED void redact_builtin_unload(char *name) {
  (void)name;
  redact_hook_remove();
}

static char *const redact_doc[] = {
    "Masks secrets in this shell's history before they are stored.",
    "",
    "Used by the hook that `redactctl init bash` prints; not meant to be typed.",
    "  install  take over PS0, PROMPT_COMMAND and HISTFILE",
    "  post     mask what never reached PS0 (first in PROMPT_COMMAND)",
    "  hide     keep the history file from bash while a line is read",
    (char *)NULL,
};

EXPORTED struct builtin redact_struct = {
    "redact", redact_builtin, BUILTIN_ENABLED, redact_doc, "redact install|post|hide", 0,
};
