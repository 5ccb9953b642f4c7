#include <nlohmann/json.hpp>

#include "core/base/bytes.h"
#include "core/base/utc_time.h"
#include "core/engine/rule.h"
#include "daemon/control/leak_json.h"
#include "daemon/control/leak_words.h"
#include "daemon/ledger/life.h"
#include "daemon/ledger/merge.h"

namespace redactd::daemon {
namespace {

using nlohmann::json;

// Reads the members of one object; remembers the first that is wrong.
class Row {
 public:
  explicit Row(const json& object) : object_(object) {
    if (!object.is_object()) wrong_ = "(the row itself)";
  }

  std::string text(const char* key, size_t most, bool (*fits)(std::string_view) = nullptr) {
    const json* value = find(key);
    if (value == nullptr || !value->is_string()) return fault(key);
    auto text = value->get<std::string>();
    return text.size() <= most && (fits == nullptr || fits(text)) ? text : fault(key);
  }
  uint64_t number(const char* key, uint64_t most) {
    const json* value = find(key);
    const bool fits = value != nullptr && value->is_number_unsigned() && value->get<uint64_t>() <= most;
    if (!fits) fault(key);
    return fits ? value->get<uint64_t>() : 0;
  }
  int64_t time(const char* key) {
    const auto time = parse_rfc3339(text(key, 20));
    if (!time) fault(key);
    return time.value_or(0);
  }
  std::optional<int64_t> time_or_null(const char* key) {
    const json* value = find(key);
    if (value == nullptr || value->is_null()) return std::nullopt;
    return time(key);
  }
  template <typename Take>
  void each(const char* key, Take take) {
    const json* list = find(key);
    if (list == nullptr || !list->is_array() || list->size() > kMostPlaces) {
      fault(key);
      return;
    }
    for (const json& entry : *list) {
      Row row(entry);
      take(row);
      if (!row.wrong_.empty() && wrong_.empty()) wrong_ = std::string(key) + "/" + row.wrong_;
    }
  }
  void refuse(const char* key) { fault(key); }
  const std::string& wrong() const { return wrong_; }

 private:
  const json* find(const char* key) const {
    const auto found = object_.is_object() ? object_.find(key) : object_.end();
    return found == object_.end() ? nullptr : &*found;
  }
  std::string fault(const char* key) {
    if (wrong_.empty()) wrong_ = key;
    return {};
  }

  const json& object_;
  std::string wrong_;
};

bool is_event_state(std::string_view name) { return name.empty() || leak_state_named(name); }
bool is_state(std::string_view name) { return leak_state_named(name).has_value(); }
bool is_rule_or_empty(std::string_view id) { return id.empty() || is_rule_id(id); }
bool is_day(std::string_view day) { return parse_rfc3339(std::string(day) + "T00:00:00Z").has_value(); }

LeakPlace place_of(Row& row) {
  return {row.text("path", kMostPathBytes), row.number("count", kMostCount), row.text("how", kMostWordBytes, is_word_or_empty)};
}
LeakLeft left_of(Row& row) {
  return {row.text("path", kMostPathBytes), row.number("count", kMostCount), row.text("reason", kMostWordBytes, is_word_or_empty)};
}

Leak leak_of(Row& row) {
  Leak leak;
  leak.id = row.text("id", 13, is_leak_id);
  leak.fingerprint = row.text("fingerprint", 32, is_fingerprint);
  leak.label = row.text("label", 32, is_label);
  leak.rule = row.text("rule", 64, is_rule_or_empty);
  leak.state = leak_state_named(row.text("state", 16, is_state)).value_or(LeakState::kOpen);
  leak.found_at = row.time("found_at");
  leak.contained_at = row.time_or_null("contained_at");
  leak.rotated_at = row.time_or_null("rotated_at");
  leak.rotate_by = row.time("rotate_by");
  leak.ttl_days = static_cast<int>(row.number("ttl_days", static_cast<uint64_t>(kMostTtlDays)));
  if (leak.ttl_days == 0) row.refuse("ttl_days");
  leak.next_rotation = row.time("next_rotation");
  leak.pattern_id = row.text("pattern_id", 64, is_name_or_empty);
  leak.uid = static_cast<uint32_t>(row.number("uid", UINT32_MAX));
  leak.note = row.text("note", kMostNoteBytes);
  row.each("places", [&leak](Row& place) { leak.places.push_back(place_of(place)); });
  row.each("left", [&leak](Row& left) { leak.left.push_back(left_of(left)); });
  row.each("history", [&leak](Row& event) {
    leak.history.push_back({event.time("time"), static_cast<uint32_t>(event.number("uid", UINT32_MAX)), event.text("from", 16, is_event_state),
                            event.text("to", 16, is_state), event.text("note", 2 * kMostNoteBytes)});
  });
  return leak;
}

template <typename Entry>
Result<std::vector<Entry>> read_list(const std::string& object, const char* key, size_t most, Entry (*read)(Row&)) {
  const json document = json::parse(object, nullptr, false);
  std::vector<Entry> list;
  if (!document.is_object() || !document.contains(key) || document[key].is_null()) return list;
  const json& rows = document[key];
  if (!rows.is_array() || rows.size() > most) {
    return Error{"ledger.row_invalid", std::string(key) + " is no list, or too long.", "See docs/ledger-format.md."};
  }
  for (const json& entry : rows) {
    Row row(entry);
    list.push_back(read(row));
    if (row.wrong().empty()) continue;
    return Error{"ledger.row_invalid", std::string(key) + "/" + std::to_string(list.size() - 1) + "/" + row.wrong() + " is missing or wrong; nothing was changed.",
                 "See docs/ledger-format.md."};
  }
  return list;
}

MaskCount mask_count_of(Row& row) {
  return {row.text("day", 10, is_day), row.text("rule", 64, is_rule_or_empty), row.number("count", kMostCount)};
}

}  // namespace

Result<std::vector<Leak>> read_leaks_json(const std::string& object, const char* key) { return read_list<Leak>(object, key, 10'000, leak_of); }
Result<std::vector<LeakPlace>> read_places_json(const std::string& object, const char* key) {
  return read_list<LeakPlace>(object, key, kMostPlaces, place_of);
}
Result<std::vector<LeakLeft>> read_left_json(const std::string& object, const char* key) {
  return read_list<LeakLeft>(object, key, kMostPlaces, left_of);
}
Result<std::vector<MaskCount>> read_masks_json(const std::string& object, const char* key) {
  return read_list<MaskCount>(object, key, 1'000'000, mask_count_of);
}

}  // namespace redactd::daemon
