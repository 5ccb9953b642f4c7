#include "daemon/ledger/merge.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "daemon/ledger/life.h"

namespace redactd::daemon {
namespace {

using Key = std::pair<std::string, std::string>;

// `join` makes one count of two.
template <typename Entry, typename Kind, typename Join>
void combine(std::vector<Entry>& entries, const std::vector<Entry>& more, Kind Entry::*kind, Join join) {
  std::map<Key, size_t> known;
  for (size_t i = 0; i < entries.size(); ++i) known[{entries[i].path, entries[i].*kind}] = i;
  for (const Entry& entry : more) {
    Entry added = entry;
    if (known.count({added.path, added.*kind}) == 0 && entries.size() + 1 >= kMostPlaces) added.path = "...";
    const auto [at, fresh] = known.emplace(Key{added.path, added.*kind}, entries.size());
    if (fresh) {
      entries.push_back(std::move(added));
    } else {
      entries[at->second].count = join(entries[at->second].count, added.count);
    }
  }
}

int64_t last_change(const Leak& leak) { return leak.history.empty() ? leak.found_at : leak.history.back().time; }

auto facts_of(const Leak& leak) {
  return std::make_tuple(leak.label, leak.rule, leak.state, leak.found_at, leak.contained_at, leak.rotated_at, leak.rotate_by, leak.ttl_days,
                         leak.next_rotation, leak.pattern_id, leak.uid, leak.note, leak.history.size());
}

uint64_t total(const Leak& leak) {
  uint64_t sum = leak.places.size() + leak.left.size();
  for (const LeakPlace& place : leak.places) sum += place.count;
  for (const LeakLeft& left : leak.left) sum += left.count;
  return sum;
}

void join_history(std::vector<LeakEvent>& history, const std::vector<LeakEvent>& more) {
  for (const LeakEvent& event : more) {
    if (std::find(history.begin(), history.end(), event) == history.end()) history.push_back(event);
  }
  std::stable_sort(history.begin(), history.end(), [](const LeakEvent& a, const LeakEvent& b) { return a.time < b.time; });
}

uint64_t sum_of(uint64_t a, uint64_t b) { return a + b; }
uint64_t highest(uint64_t a, uint64_t b) { return std::max(a, b); }
uint64_t newer(uint64_t, uint64_t b) { return b; }

}  // namespace

void add_places(std::vector<LeakPlace>& places, const std::vector<LeakPlace>& more) { combine(places, more, &LeakPlace::how, sum_of); }
void join_places(std::vector<LeakPlace>& places, const std::vector<LeakPlace>& more) { combine(places, more, &LeakPlace::how, highest); }
void replace_left(std::vector<LeakLeft>& left, const std::vector<LeakLeft>& more) { combine(left, more, &LeakLeft::reason, newer); }

void add_note(std::string& note, const std::string& more) {
  if (more.empty() || ("\n" + note + "\n").find("\n" + more + "\n") != std::string::npos) return;
  if (note.size() + 1 + more.size() > kMostNoteBytes) return;
  note += (note.empty() ? "" : "\n") + more;
}

bool merge_leak(Leak& leak, const Leak& other) {
  const bool other_is_newer = std::make_pair(last_change(other), other.state) > std::make_pair(last_change(leak), leak.state);
  const Leak& newest = other_is_newer ? other : leak;
  const Leak& oldest = other_is_newer ? leak : other;
  Leak merged = newest;
  merged.id = leak.id;
  if (merged.rule.empty()) merged.rule = oldest.rule;
  if (merged.pattern_id.empty()) merged.pattern_id = oldest.pattern_id;
  merged.places = leak.places;
  join_places(merged.places, other.places);
  merged.left = oldest.left;
  replace_left(merged.left, newest.left);
  merged.note = leak.note;
  add_note(merged.note, other.note);
  merged.history = leak.history;
  join_history(merged.history, other.history);
  const bool changed = facts_of(merged) != facts_of(leak) || total(merged) != total(leak);
  leak = std::move(merged);
  return changed;
}

}  // namespace redactd::daemon
