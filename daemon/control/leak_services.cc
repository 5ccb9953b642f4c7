#include "daemon/control/leak_services.h"

#include <nlohmann/json.hpp>

#include "core/engine/redactor.h"
#include "daemon/control/environment.h"
#include "daemon/control/leak_json.h"
#include "daemon/ledger/calendar.h"

namespace redactd::daemon {

Result<LeakServices*> leaks_of(ControlServices& services) {
  // What kept it from being opened at the start, a full disk perhaps, may be over.
  if (services.leaks != nullptr && (services.leaks->ledger.available() || services.leaks->ledger.load())) return services.leaks;
  return Error{"ledger.unavailable", "The ledger could not be opened; masking goes on without it.",
               "The daemon's log says why. Mend or move STATE/ledger.sqlite, then redactctl ledger import the last export."};
}

std::string masked_words(ControlServices& services, const Caller& caller, const std::string& text) {
  MaskOptions options;
  options.uid = caller.peer.uid;
  Redactor redactor;
  std::string out;
  redactor.mask(services.rules.current(), text, options, out);
  return out;
}

Result<std::string> write_calendar(ControlServices& services) {
  constexpr const char* kFile = "leaks.ics";
  if (Status written = services.state.replace(kFile, calendar_text(services.leaks->ledger.leaks())); !written) return written.error();
  return services.leaks->state_dir + "/" + kFile;
}

std::string leak_answer(ControlServices& services, const Leak& leak) {
  const int64_t now = services.clock.now_us() / 1'000'000;
  nlohmann::ordered_json answer = {{"leak", nlohmann::ordered_json::parse(leak_json(leak, now))}, {"calendar", nullptr}, {"warnings", nlohmann::ordered_json::array()}};
  if (leak.ttl_days > kLongTtlDays) answer["warnings"].push_back("A time to live above 180 days is long for a key.");
  if (leak.state == LeakState::kOpen) return answer.dump();
  // The change is stored: a calendar that cannot be written does not undo it.
  const auto calendar = write_calendar(services);
  if (calendar) {
    answer["calendar"] = *calendar;
  } else {
    answer["warnings"].push_back("The calendar was not written (" + calendar.error().code + ").");
  }
  return answer.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace redactd::daemon
