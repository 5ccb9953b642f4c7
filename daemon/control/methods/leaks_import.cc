#include <nlohmann/json.hpp>

#include "daemon/control/change.h"
#include "daemon/control/leak_json.h"
#include "daemon/control/leak_services.h"
#include "daemon/control/methods.h"

namespace redactd::daemon {
namespace {

using nlohmann::ordered_json;

// An export may come from anywhere; a secret that stands in its words is not taken over.
void mask_words_of(ControlServices& services, const Caller& caller, Leak& leak) {
  leak.note = masked_words(services, caller, leak.note);
  for (LeakPlace& place : leak.places) place.path = masked_words(services, caller, place.path);
  for (LeakLeft& left : leak.left) left.path = masked_words(services, caller, left.path);
  for (LeakEvent& event : leak.history) event.note = masked_words(services, caller, event.note);
}

Result<std::string> import(LeakServices& leaks, std::vector<Leak> rows, const std::vector<MaskCount>& masks) {
  const auto told = leaks.ledger.import(std::move(rows));
  if (!told) return told.error();
  if (Status raised = leaks.store.raise_masks(masks); !raised) return raised.error();
  auto renamed = ordered_json::array();
  for (const auto& [from, to] : told->renamed) renamed.push_back({{"from", from}, {"to", to}});
  return ordered_json{{"added", told->added}, {"merged", told->merged}, {"unchanged", told->unchanged}, {"renamed", std::move(renamed)}}.dump();
}

}  // namespace

// {"leaks": [...], "masks": [...]}: rows of an export. A leak may come in several pieces.
Answer method_leaks_import(ControlServices& services, const Caller& caller, const std::string& text) {
  if (Status may = check_may_change(caller, std::nullopt); !may) return may.error();
  const auto leaks = leaks_of(services);
  if (!leaks) return leaks.error();
  auto rows = read_leaks_json(text, "leaks");
  if (!rows) return rows.error();
  const auto masks = read_masks_json(text, "masks");
  if (!masks) return masks.error();
  for (Leak& leak : *rows) mask_words_of(services, caller, leak);
  return audited_act(services, caller, AuditEntry{"leaks-import", {}, std::to_string(rows->size()) + " rows", {}, false},
                     [&] { return import(**leaks, std::move(*rows), *masks); });
}

}  // namespace redactd::daemon
