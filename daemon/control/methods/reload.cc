#include <nlohmann/json.hpp>

#include "daemon/control/change.h"
#include "daemon/control/methods.h"
#include "daemon/control/params.h"
#include "daemon/control/vault_book.h"

namespace redactd::daemon {
namespace {

std::string data(const char* key, const std::vector<std::string>& list) {
  return nlohmann::json{{key, list}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

Answer method_reload(ControlServices& services, const Caller& caller, const std::string&) {
  if (Status may = check_may_change(caller, std::nullopt); !may) return may.error();
  CatalogueRead read = services.read_catalogue();
  if (!read.faults.empty()) {
    std::string list;
    for (const std::string& fault : read.faults) list += "\n  " + fault;
    return Refusal{Error{"rules.files_invalid", std::to_string(read.faults.size()) + " faults in the rule files; nothing was changed.",
                         "Mend them (redactctl rules check tells the same):" + list},
                   data("faults", read.faults)};
  }
  std::vector<std::string> lost;
  const Answer answer = audited_change(services, &caller, AuditEntry{"reload", {}, {}, {}, false}, [&] {
    auto changed = services.rules.reload(std::move(read.rules), services.clock.now_us() / 1'000'000, lost);
    if (changed && services.vault != nullptr) {
      services.vault->read_again();
      changed->generation = services.rules.current().generation();
    }
    return changed;
  });
  if (answer.ok() || lost.empty()) return answer;
  Error error = answer.refusal().error;
  for (const std::string& id : lost) error.hint += "\n  would be lost: " + id;
  return Refusal{std::move(error), data("lost", lost)};
}

}  // namespace redactd::daemon
