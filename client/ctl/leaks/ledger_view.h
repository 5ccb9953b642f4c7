// The ledger as the daemon tells it (docs/ledger-format.md), read once.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "client/ctl/globals.h"
#include "core/base/result.h"

namespace redactd::ctl {

struct PlaceView {
  std::string path;
  uint64_t count = 0;
  std::string how;  // of what is left: the reason
};

struct EventView {
  std::string time, from, to, note;
  uint64_t uid = 0;
};

// Times as they came: RFC 3339, or empty.
struct LeakView {
  std::string id, fingerprint, label, rule, state;
  std::string found_at, contained_at, rotated_at, rotate_by, next_rotation;
  uint64_t ttl_days = 0;
  bool overdue = false;
  std::string pattern_id, note;
  uint64_t uid = 0;
  std::vector<PlaceView> places, left;
  std::vector<EventView> history;
  std::string json;  // the object itself

  bool awaits_rotation() const { return state == "open" || state == "contained"; }
  // What comes next; empty: closed.
  const std::string& due() const;
  // All that was masked.
  uint64_t masked() const;
};

struct MaskDayView {
  std::string day, rule;
  uint64_t count = 0;
};

// In the order in which they were recorded. Errors: call_daemon()'s.
Result<std::vector<LeakView>> fetch_leaks(const Globals& globals);
Result<std::vector<MaskDayView>> fetch_masks(const Globals& globals, int days);

// By its id, or by the beginning of one that only one leak has, with or without "leak-". Errors: ledger.not_found,
// ledger.id_ambiguous.
Result<LeakView> leak_named(const std::vector<LeakView>& leaks, const std::string& name);

// Leaks by urgency: overdue ones first, then by what is due next; closed ones last.
std::vector<LeakView> by_urgency(std::vector<LeakView> leaks);

// "in 3 days", "in 5 hours", "2 days ago"; `time` as in RFC 3339, empty: "".
std::string distance(const std::string& time, int64_t now);

}  // namespace redactd::ctl
