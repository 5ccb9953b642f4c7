#include "daemon/control/change.h"
#include "daemon/control/leak_services.h"
#include "daemon/control/methods.h"
#include "daemon/control/params.h"
#include "daemon/ledger/merge.h"

namespace redactd::daemon {

// {"id", "state": rotated|closed, "note"}.
Answer method_leaks_set_state(ControlServices& services, const Caller& caller, const std::string& text) {
  if (Status may = check_may_change(caller, std::nullopt); !may) return may.error();
  const auto leaks = leaks_of(services);
  if (!leaks) return leaks.error();
  Params params(text);
  const std::string id = params.text("id", true);
  const auto state = leak_state_named(params.text("state", true));
  const std::string note = masked_words(services, caller, params.text("note"));
  if (Status read = params.status(); !read) return read.error();
  if (state != LeakState::kRotated && state != LeakState::kClosed) {
    return Error{"rpc.params_invalid", "The state is neither rotated nor closed.", "See docs/protocol.md."};
  }
  if (note.size() > kMostNoteBytes) return Error{"rpc.params_invalid", "The note is longer than 4 KiB.", ""};
  if (const auto known = (*leaks)->ledger.find(id); !known) return known.error();
  const LeakAct act{services.clock.now_us() / 1'000'000, caller.peer.uid, note};
  return audited_act(services, caller, AuditEntry{std::string("leak-") + name_of(*state), id, note, {}, false}, [&]() -> Result<std::string> {
    const auto leak = (*leaks)->ledger.set_state(id, *state, act);
    if (!leak) return leak.error();
    return leak_answer(services, *leak);
  });
}

}  // namespace redactd::daemon
