// Every leak that is known, and what may happen to it. Each change is stored before it is true.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "daemon/ledger/life.h"
#include "daemon/ports/leak_store.h"

namespace redactd::daemon {

inline constexpr size_t kMostLeaks = 10'000;

struct LeakCounts {
  std::map<std::string, uint64_t> by_state;  // every state, also those of which there is none
  uint64_t open = 0;                         // open or contained: not rotated yet
  uint64_t overdue = 0;
};

struct Recorded {
  Leak leak;
  bool is_new = false, reopened = false;
};

// What leaks.update may change; absent or empty: stays.
struct LeakUpdate {
  bool contained = false;
  std::vector<LeakPlace> places;               // added
  std::optional<std::vector<LeakLeft>> left;   // replaces what an earlier run left
  std::string pattern_id, note;
  std::optional<int64_t> ttl_days;
};

struct Imported {
  uint64_t added = 0, merged = 0, unchanged = 0;
  std::vector<std::pair<std::string, std::string>> renamed;  // rows whose id another leak has here: from, to
};

// Serves the loop thread. `store` outlives it.
class Ledger {
 public:
  explicit Ledger(LeakStore& store) : store_(store) {}

  // Errors of all below: ledger.unavailable until this went well once; ledger.io, ledger.no_space.
  Status load();
  bool available() const { return loaded_; }
  // Without a ledger: none.
  const std::vector<Leak>& leaks() const { return leaks_; }
  LeakCounts counts(int64_t now) const;

  // By id. Errors: ledger.not_found.
  Result<Leak> find(const std::string& id) const;

  // `fingerprints`: by each key, the newest first; the leak that has one of them is the same leak. `found`: label, rule,
  // ttl_days, pattern_id, note and places of a new one; of a known one what it lacks is filled in. Errors: limits.leaks.
  // The id that record() will answer.
  std::string id_for(const std::vector<std::string>& fingerprints) const;
  Result<Recorded> record(const std::vector<std::string>& fingerprints, Leak found, const LeakAct& act);
  Result<Leak> update(const std::string& id, const LeakUpdate& wanted, const LeakAct& act);
  Result<Leak> set_state(const std::string& id, LeakState state, const LeakAct& act);

  // Rows of the same fingerprint are merged, others added. Never loses a row. Errors: limits.leaks.
  Result<Imported> import(std::vector<Leak> rows);

 private:
  const Leak* with_fingerprint(const std::vector<std::string>& fingerprints) const;
  std::string free_id(const std::string& fingerprint, const std::vector<Leak>& others) const;
  Status check() const;
  Result<Leak> commit(Leak leak);

  LeakStore& store_;
  std::vector<Leak> leaks_;
  bool loaded_ = false;
};

}  // namespace redactd::daemon
