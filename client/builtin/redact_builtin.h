/* redactd's loadable builtin for bash. SPDX-License-Identifier: GPL-3.0-or-later */
/* The seam between bash's C (redact_builtin.c) and the hook (hook_entry.cc). No function throws. */
#ifndef REDACTD_CLIENT_BUILTIN_REDACT_BUILTIN_H
#define REDACTD_CLIENT_BUILTIN_REDACT_BUILTIN_H

#ifdef __cplusplus
extern "C" {
#endif

void redact_hook_install(void);
void redact_hook_post(void);
void redact_hook_hide(void);
void redact_hook_remove(void);

#ifdef __cplusplus
}
#endif

#endif
