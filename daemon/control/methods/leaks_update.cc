#include "daemon/control/change.h"
#include "daemon/control/leak_json.h"
#include "daemon/control/leak_services.h"
#include "daemon/control/leak_words.h"
#include "daemon/control/methods.h"
#include "daemon/control/params.h"
#include "daemon/ledger/merge.h"

namespace redactd::daemon {
namespace {

Error invalid(const char* what) { return Error{"rpc.params_invalid", what, "See docs/protocol.md."}; }

Result<LeakUpdate> read_update(ControlServices& services, const Caller& caller, const std::string& text) {
  Params params(text);
  LeakUpdate wanted;
  const std::string state = params.text("state");
  wanted.contained = state == "contained";
  wanted.pattern_id = params.text("pattern_id");
  wanted.note = masked_words(services, caller, params.text("note"));
  wanted.ttl_days = params.number("ttl_days");
  if (Status read = params.status(); !read) return read.error();
  if (!state.empty() && !wanted.contained) return invalid("The state is not contained; leaks.set_state sets the others.");
  if (wanted.pattern_id.size() > 64 || !is_name_or_empty(wanted.pattern_id)) return invalid("The pattern_id is no id of a pattern, nor a name.");
  if (wanted.note.size() > kMostNoteBytes) return invalid("The note is longer than 4 KiB.");
  auto places = read_places_json(text, "places");
  if (!places) return places.error();
  auto left = read_left_json(text, "left");
  if (!left) return left.error();
  for (LeakPlace& place : *places) place.path = masked_words(services, caller, place.path);
  for (LeakLeft& place : *left) place.path = masked_words(services, caller, place.path);
  wanted.places = std::move(*places);
  if (params.has("left")) wanted.left = std::move(*left);
  return wanted;
}

}  // namespace

Answer method_leaks_update(ControlServices& services, const Caller& caller, const std::string& text) {
  if (Status may = check_may_change(caller, std::nullopt); !may) return may.error();
  const auto leaks = leaks_of(services);
  if (!leaks) return leaks.error();
  Params params(text);
  const std::string id = params.text("id", true);
  if (Status read = params.status(); !read) return read.error();
  const auto wanted = read_update(services, caller, text);
  if (!wanted) return wanted.error();
  if (const auto known = (*leaks)->ledger.find(id); !known) return known.error();
  const LeakAct act{services.clock.now_us() / 1'000'000, caller.peer.uid, wanted->note};
  return audited_act(services, caller, AuditEntry{wanted->contained ? "leak-contained" : "leak-update", id, wanted->note, {}, false},
                     [&]() -> Result<std::string> {
                       const auto leak = (*leaks)->ledger.update(id, *wanted, act);
                       if (!leak) return leak.error();
                       return leak_answer(services, *leak);
                     });
}

}  // namespace redactd::daemon
