#include "client/ctl/leaks/ledger_view.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "client/ctl/rpc.h"
#include "core/base/utc_time.h"

namespace redactd::ctl {
namespace {

using nlohmann::ordered_json;

std::string text_of(const ordered_json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string() ? at->get<std::string>() : std::string();
}

uint64_t number_of(const ordered_json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_number_unsigned() ? at->get<uint64_t>() : 0;
}

// The objects of an array; none where there is no array.
std::vector<ordered_json> rows_of(const ordered_json& object, const char* key) {
  std::vector<ordered_json> rows;
  const auto at = object.is_object() ? object.find(key) : object.end();
  if (at == object.end() || !at->is_array()) return rows;
  std::copy_if(at->begin(), at->end(), std::back_inserter(rows), [](const ordered_json& row) { return row.is_object(); });
  return rows;
}

std::vector<PlaceView> places_of(const ordered_json& object, const char* key, const char* how) {
  std::vector<PlaceView> places;
  for (const ordered_json& row : rows_of(object, key)) places.push_back({text_of(row, "path"), number_of(row, "count"), text_of(row, how)});
  return places;
}

LeakView leak_of(const ordered_json& row) {
  LeakView leak;
  leak.id = text_of(row, "id");
  leak.fingerprint = text_of(row, "fingerprint");
  leak.label = text_of(row, "label");
  leak.rule = text_of(row, "rule");
  leak.state = text_of(row, "state");
  leak.found_at = text_of(row, "found_at");
  leak.contained_at = text_of(row, "contained_at");
  leak.rotated_at = text_of(row, "rotated_at");
  leak.rotate_by = text_of(row, "rotate_by");
  leak.next_rotation = text_of(row, "next_rotation");
  leak.ttl_days = number_of(row, "ttl_days");
  leak.overdue = row.contains("overdue") && row["overdue"].is_boolean() && row["overdue"].get<bool>();
  leak.pattern_id = text_of(row, "pattern_id");
  leak.note = text_of(row, "note");
  leak.uid = number_of(row, "uid");
  leak.places = places_of(row, "places", "how");
  leak.left = places_of(row, "left", "reason");
  for (const ordered_json& event : rows_of(row, "history")) {
    leak.history.push_back({text_of(event, "time"), text_of(event, "from"), text_of(event, "to"), text_of(event, "note"), number_of(event, "uid")});
  }
  leak.json = row.dump();
  return leak;
}

bool begins_with(const std::string& text, const std::string& start) { return text.compare(0, start.size(), start) == 0; }

}  // namespace

const std::string& LeakView::due() const {
  static const std::string kNever;
  return state == "closed" ? kNever : awaits_rotation() ? rotate_by : next_rotation;
}

uint64_t LeakView::masked() const {
  uint64_t sum = 0;
  for (const PlaceView& place : places) sum += place.count;
  return sum;
}

Result<std::vector<LeakView>> fetch_leaks(const Globals& globals) {
  auto answer = call_daemon(globals, "leaks.list", "{}");
  if (!answer.ok()) return answer.error();
  std::vector<LeakView> leaks;
  for (const ordered_json& row : rows_of(ordered_json::parse(*answer, nullptr, false), "leaks")) leaks.push_back(leak_of(row));
  return leaks;
}

Result<std::vector<MaskDayView>> fetch_masks(const Globals& globals, int days) {
  auto answer = call_daemon(globals, "masks.by_day", "{\"days\":" + std::to_string(days) + "}");
  if (!answer.ok()) return answer.error();
  std::vector<MaskDayView> masks;
  for (const ordered_json& row : rows_of(ordered_json::parse(*answer, nullptr, false), "days")) {
    masks.push_back({text_of(row, "day"), text_of(row, "rule"), number_of(row, "count")});
  }
  return masks;
}

Result<LeakView> leak_named(const std::vector<LeakView>& leaks, const std::string& name) {
  const LeakView* found = nullptr;
  for (const LeakView& leak : leaks) {
    if (leak.id == name) return leak;
    if (name.empty() || (!begins_with(leak.id, name) && !begins_with(leak.id, "leak-" + name))) continue;
    if (found != nullptr) return Error{"ledger.id_ambiguous", "More than one leak has an id that begins like this.", "redactctl leaks list shows them."};
    found = &leak;
  }
  if (found != nullptr) return *found;
  return Error{"ledger.not_found", "There is no leak of this id.", "redactctl leaks list shows them."};
}

std::vector<LeakView> by_urgency(std::vector<LeakView> leaks) {
  std::stable_sort(leaks.begin(), leaks.end(), [](const LeakView& a, const LeakView& b) {
    const bool a_closed = a.state == "closed", b_closed = b.state == "closed";
    if (a_closed != b_closed) return b_closed;
    if (a.overdue != b.overdue) return a.overdue;
    return a.due() < b.due();
  });
  return leaks;
}

std::string distance(const std::string& time, int64_t now) {
  const auto when = parse_rfc3339(time);
  if (!when) return {};
  const int64_t seconds = *when > now ? *when - now : now - *when;
  const bool days = seconds >= 2 * kDaySeconds;
  const int64_t count = days ? seconds / kDaySeconds : seconds >= 7200 ? seconds / 3600 : seconds / 60;
  const std::string unit = days ? " day" : seconds >= 7200 ? " hour" : " minute";
  const std::string amount = std::to_string(count) + unit + (count == 1 ? "" : "s");
  return *when > now ? "in " + amount : amount + " ago";
}

}  // namespace redactd::ctl
