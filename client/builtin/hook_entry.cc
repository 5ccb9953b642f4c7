// redactd's loadable builtin for bash. SPDX-License-Identifier: GPL-3.0-or-later
// One hook per shell process, made at the first `redact install`. bash calls in through C.
#include <cstdio>
#include <exception>
#include <memory>
#include <string>

#include "client/builtin/history_hook.h"
#include "client/builtin/line_masker.h"
#include "client/builtin/redact_builtin.h"
#include "client/builtin/shell_port.h"
#include "core/base/bytes.h"

namespace redactd::builtin {
namespace {

struct Installed {
  LineMasker masker;
  HistoryHook hook{[this](std::string_view line, bool entered) { return masker.mask(line, entered); },
                   [](const std::string& what) { fprintf(stderr, "redactd: %s\n", escape_for_terminal(what).c_str()); }};
};

// bash knows functions without context only: this pointer is the context.
std::unique_ptr<Installed> installed;

// bash is C: nothing may be thrown into it. What is left undone is done at the next call.
template <typename Call>
void guarded(Call call) noexcept {
  try {
    if (installed) call(installed->hook);
  } catch (const std::exception&) {
    fputs("redactd: out of memory; the line was not stored\n", stderr);
  }
}

void before_command() {
  guarded([](HistoryHook& hook) { hook.before_command(); });
}

void before_line() {
  guarded([](HistoryHook& hook) { hook.before_line(); });
}

}  // namespace
}  // namespace redactd::builtin

using redactd::builtin::guarded;
using redactd::builtin::HistoryHook;
using redactd::builtin::installed;

void redact_hook_install(void) {
  if (installed) return;
  try {
    installed = std::make_unique<redactd::builtin::Installed>();
  } catch (const std::exception&) {
    return;
  }
  sp_make_dynamic_variable(redactd::builtin::before_command);
  sp_claim_readline(redactd::builtin::before_line);
  guarded([](HistoryHook& hook) { hook.install(); });
}

void redact_hook_post(void) {
  guarded([](HistoryHook& hook) { hook.after_command(); });
}

void redact_hook_hide(void) {
  guarded([](HistoryHook& hook) { hook.hide(); });
}

void redact_hook_remove(void) {
  guarded([](HistoryHook& hook) { hook.remove(); });
  sp_release_readline();
  sp_make_dynamic_variable(nullptr);
  installed.reset();
}
