#include <algorithm>
#include <nlohmann/json.hpp>

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

// What the vendor says, or 90 days.
int ttl_of_rule(const ControlServices& services, const std::string& id) {
  for (const auto& compiled : services.rules.current().rules()) {
    const RuleSpec& rule = spec_of(*compiled);
    if (rule.id == id && rule.rotate_days > 0) return std::min(rule.rotate_days, kMostTtlDays);
  }
  return kDefaultTtlDays;
}

Result<Leak> read_found(ControlServices& services, const Caller& caller, const std::string& text) {
  Params params(text);
  Leak found;
  found.label = params.text("label", true);
  found.rule = params.text("rule");
  found.pattern_id = params.text("pattern_id");
  found.note = masked_words(services, caller, params.text("note"));
  const auto ttl = params.number("ttl_days");
  if (Status read = params.status(); !read) return read.error();
  if (!is_label(found.label)) return invalid("The label is not of the form [A-Z][A-Z0-9_]{1,31}.");
  if (!found.rule.empty() && !is_rule_id(found.rule)) return invalid("The rule is no id of a rule.");
  if (found.pattern_id.size() > 64 || !is_name_or_empty(found.pattern_id)) return invalid("The pattern_id is no id of a pattern, nor a name.");
  if (found.note.size() > kMostNoteBytes) return invalid("The note is longer than 4 KiB.");
  if (ttl && (*ttl < 1 || *ttl > kMostTtlDays)) return Error{"ledger.ttl_invalid", "The time to live is not 1 to 366 days.", "90 days are usual."};
  found.ttl_days = ttl ? static_cast<int>(*ttl) : ttl_of_rule(services, found.rule);
  auto places = read_places_json(text, "places");
  if (!places) return places.error();
  for (LeakPlace& place : *places) place.path = masked_words(services, caller, place.path);
  join_places(found.places, *places);
  return found;
}

Result<std::vector<std::string>> read_fingerprints(LeakServices& leaks, const Caller& caller, const std::string& text) {
  Params params(text);
  const std::string given = params.text("fingerprint");
  if (Status read = params.status(); !read) return read.error();
  if (caller.file != nullptr && given.empty()) return leaks.fingerprints.of_file(*caller.file);
  if (caller.file == nullptr && is_fingerprint(given)) return std::vector<std::string>{given};
  return invalid("Neither a descriptor with the value came with the call, nor a fingerprint of 32 hex digits; or both.");
}

}  // namespace

// Idempotent by fingerprint. The value comes as a descriptor (SCM_RIGHTS), never as text.
Answer method_leaks_record(ControlServices& services, const Caller& caller, const std::string& text) {
  if (Status may = check_may_change(caller, std::nullopt); !may) return may.error();
  const auto leaks = leaks_of(services);
  if (!leaks) return leaks.error();
  auto found = read_found(services, caller, text);
  if (!found) return found.error();
  const auto fingerprints = read_fingerprints(**leaks, caller, text);
  if (!fingerprints) return fingerprints.error();
  const LeakAct act{services.clock.now_us() / 1'000'000, caller.peer.uid, {}};
  const AuditEntry entry{"leak-record", (*leaks)->ledger.id_for(*fingerprints), found->note, {}, false};
  return audited_act(services, caller, entry, [&]() -> Result<std::string> {
    const auto recorded = (*leaks)->ledger.record(*fingerprints, std::move(*found), act);
    if (!recorded) return recorded.error();
    nlohmann::ordered_json answer = {{"leak", nlohmann::ordered_json::parse(leak_json(recorded->leak, act.now))},
                                     {"new", recorded->is_new},
                                     {"reopened", recorded->reopened},
                                     {"warnings", nlohmann::ordered_json::array()}};
    if (recorded->leak.ttl_days > kLongTtlDays) answer["warnings"].push_back("A time to live above 180 days is long for a key.");
    return answer.dump();
  });
}

}  // namespace redactd::daemon
