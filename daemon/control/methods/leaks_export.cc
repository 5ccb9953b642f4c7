#include "core/base/utc_time.h"
#include "daemon/control/leak_json.h"
#include "daemon/control/leak_services.h"
#include "daemon/control/methods.h"

namespace redactd::daemon {

// Everything that the ledger holds, as leaks.import takes it (docs/ledger-format.md).
Answer method_leaks_export(ControlServices& services, const Caller&, const std::string&) {
  const auto leaks = leaks_of(services);
  if (!leaks) return leaks.error();
  const int64_t now = services.clock.now_us() / 1'000'000;
  if (Status flushed = (*leaks)->masks.flush(services.metrics.rule_masked, now); !flushed) return flushed.error();
  const auto masks = (*leaks)->store.masks("");
  if (!masks) return masks.error();
  return "{\"format\":\"redactd-ledger\",\"version\":1,\"exported_at\":\"" + format_rfc3339(now) +
         "\",\"leaks\":" + leaks_json((*leaks)->ledger.leaks(), now) + ",\"masks\":" + masks_json(*masks) + "}";
}

}  // namespace redactd::daemon
