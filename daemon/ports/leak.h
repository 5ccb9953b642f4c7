// A leak as the ledger keeps it (docs/ledger-format.md). Never: the secret's bytes, length, prefix, or a line that held it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace redactd::daemon {

enum class LeakState : uint8_t { kOpen, kContained, kRotated, kClosed };

// A file that held the secret. `path` may be any bytes.
struct LeakPlace {
  std::string path;
  uint64_t count = 0;   // matches that were masked there
  std::string how;      // "in-place", "rewritten", "sqlite"
};

// A file that still holds it.
struct LeakLeft {
  std::string path;
  uint64_t count = 0;
  std::string reason;   // "journal", "git", "archive", ... (docs/ledger-format.md)
};

// One change, never altered afterwards. `from` is empty for the first; equal states: something else changed, as `note` says.
struct LeakEvent {
  int64_t time = 0;     // seconds since 1970, UTC
  uint32_t uid = 0;
  std::string from, to;
  std::string note;

  friend bool operator==(const LeakEvent&, const LeakEvent&) = default;
};

// Times are seconds since 1970, UTC.
struct Leak {
  std::string id;            // "leak-" and 8 hex digits
  std::string fingerprint;   // 32 hex digits, keyed
  std::string label;
  std::string rule;          // id of the rule that recognises it; empty: none
  LeakState state = LeakState::kOpen;
  int64_t found_at = 0;
  std::optional<int64_t> contained_at, rotated_at;
  int64_t rotate_by = 0;
  int ttl_days = 90;
  int64_t next_rotation = 0;
  std::string pattern_id;    // of the pattern or vault value that masks it from now on; empty: none
  std::vector<LeakPlace> places;
  std::vector<LeakLeft> left;
  uint32_t uid = 0;          // who recorded it
  std::string note;
  std::vector<LeakEvent> history;  // in order of time
};

// Findings that were masked on one day (UTC) by one rule.
struct MaskCount {
  std::string day;           // "2026-01-31"
  std::string rule;
  uint64_t count = 0;

  friend bool operator==(const MaskCount&, const MaskCount&) = default;
};

}  // namespace redactd::daemon
