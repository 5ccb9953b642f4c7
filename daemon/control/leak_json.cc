#include "daemon/control/leak_json.h"

#include <nlohmann/json.hpp>

#include "core/base/utc_time.h"
#include "daemon/ledger/life.h"

namespace redactd::daemon {
namespace {

using nlohmann::ordered_json;

std::string dump(const ordered_json& value) { return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace); }

ordered_json time_or_null(const std::optional<int64_t>& time) {
  return time ? ordered_json(format_rfc3339(*time)) : ordered_json(nullptr);
}

ordered_json object_of(const Leak& leak, int64_t now) {
  auto places = ordered_json::array(), left = ordered_json::array(), history = ordered_json::array();
  for (const LeakPlace& place : leak.places) places.push_back({{"path", place.path}, {"count", place.count}, {"how", place.how}});
  for (const LeakLeft& place : leak.left) left.push_back({{"path", place.path}, {"count", place.count}, {"reason", place.reason}});
  for (const LeakEvent& event : leak.history) {
    history.push_back({{"time", format_rfc3339(event.time)}, {"uid", event.uid}, {"from", event.from}, {"to", event.to}, {"note", event.note}});
  }
  return {{"id", leak.id},
          {"fingerprint", leak.fingerprint},
          {"label", leak.label},
          {"rule", leak.rule},
          {"state", name_of(leak.state)},
          {"found_at", format_rfc3339(leak.found_at)},
          {"contained_at", time_or_null(leak.contained_at)},
          {"rotated_at", time_or_null(leak.rotated_at)},
          {"rotate_by", format_rfc3339(leak.rotate_by)},
          {"ttl_days", leak.ttl_days},
          {"next_rotation", format_rfc3339(leak.next_rotation)},
          {"overdue", is_overdue(leak, now)},
          {"pattern_id", leak.pattern_id},
          {"places", std::move(places)},
          {"left", std::move(left)},
          {"uid", leak.uid},
          {"note", leak.note},
          {"history", std::move(history)}};
}

}  // namespace

std::string leak_json(const Leak& leak, int64_t now) { return dump(object_of(leak, now)); }

std::string leaks_json(const std::vector<Leak>& leaks, int64_t now) {
  std::string list;
  for (const Leak& leak : leaks) list += (list.empty() ? "" : ",") + leak_json(leak, now);
  return "[" + list + "]";
}

std::string masks_json(const std::vector<MaskCount>& counts) {
  auto list = ordered_json::array();
  for (const MaskCount& count : counts) list.push_back({{"day", count.day}, {"rule", count.rule}, {"count", count.count}});
  return dump(list);
}

}  // namespace redactd::daemon
