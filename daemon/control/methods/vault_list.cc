#include <nlohmann/json.hpp>

#include "daemon/control/methods.h"
#include "daemon/control/vault_book.h"

namespace redactd::daemon {

// One's own; root and the daemon's own user see the names of all.
Answer method_vault_list(ControlServices& services, const Caller& caller, const std::string&) {
  const bool all = caller.peer.uid == 0 || caller.peer.uid == services.own_uid;
  auto list = nlohmann::ordered_json::array();
  if (services.vault != nullptr) {
    for (const VaultEntry& entry : services.vault->entries()) {
      if (!all && entry.uid != caller.peer.uid) continue;
      nlohmann::ordered_json value = {{"name", entry.name}, {"uid", entry.uid}, {"source", entry.path.empty() ? "memory" : "file"}, {"path", entry.path}};
      if (!entry.fault.empty()) value["fault"] = entry.fault;
      list.push_back(std::move(value));
    }
  }
  return nlohmann::ordered_json{{"values", std::move(list)}}.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace redactd::daemon
