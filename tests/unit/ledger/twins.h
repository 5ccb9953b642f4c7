// In-memory twins of what the ledger stands on; they can be told to fail.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "daemon/ledger/ledger.h"
#include "daemon/ports/leak_store.h"

namespace redactd::daemon::twins {

inline constexpr int64_t kNow = 1'790'000'000;  // 2026-09-21T14:13:20Z
inline constexpr int64_t kHour = 3600;
inline constexpr int64_t kDay = 24 * kHour;
inline const std::string kFingerprint = "0123456789abcdef0123456789abcdef";
inline const std::string kOther = "fedcba9876543210fedcba9876543210";

struct Leaks : LeakStore {
  std::vector<Leak> rows;
  std::map<std::pair<std::string, std::string>, uint64_t> counts;
  bool full = false;
  size_t saves = 0;

  Result<std::vector<Leak>> load() override {
    if (full) return Error{"ledger.unavailable", "Damaged.", ""};
    return rows;
  }
  Status save(std::span<const Leak> leaks) override {
    if (full) return Error{"ledger.no_space", "Full.", ""};
    ++saves;
    for (const Leak& leak : leaks) {
      const auto known = std::find_if(rows.begin(), rows.end(), [&](const Leak& row) { return row.id == leak.id; });
      if (known == rows.end()) {
        rows.push_back(leak);
      } else {
        *known = leak;
      }
    }
    return {};
  }
  Status add_masks(std::span<const MaskCount> more) override {
    if (full) return Error{"ledger.no_space", "Full.", ""};
    for (const MaskCount& count : more) counts[{count.day, count.rule}] += count.count;
    return {};
  }
  Status raise_masks(std::span<const MaskCount> more) override {
    for (const MaskCount& count : more) counts[{count.day, count.rule}] = std::max(counts[{count.day, count.rule}], count.count);
    return {};
  }
  Result<std::vector<MaskCount>> masks(const std::string& first_day) override {
    std::vector<MaskCount> found;
    for (const auto& [key, count] : counts) {
      if (key.first >= first_day) found.push_back({key.first, key.second, count});
    }
    return found;
  }
};

inline Leak found_leak(const std::string& label = "CF_TOKEN") {
  Leak leak;
  leak.label = label;
  return leak;
}

inline Leak opened(int64_t now = kNow) {
  Leak leak = found_leak();
  leak.id = "leak-01234567";
  leak.fingerprint = kFingerprint;
  return open_leak(leak, {now, 1000, ""});
}

}  // namespace redactd::daemon::twins
