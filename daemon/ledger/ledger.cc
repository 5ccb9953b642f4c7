#include "daemon/ledger/ledger.h"

#include <algorithm>

#include "daemon/ledger/merge.h"

namespace redactd::daemon {
namespace {

constexpr size_t kIdDigits = 8;

Error too_many() {
  return Error{"limits.leaks", "The ledger holds 10,000 leaks already.", "Keep it with redactctl ledger export and begin a new one."};
}

auto by_id(const std::string& id) {
  return [&id](const Leak& leak) { return leak.id == id; };
}

}  // namespace

Status Ledger::load() {
  auto rows = store_.load();
  if (!rows) return rows.error();
  leaks_ = std::move(*rows);
  loaded_ = true;
  return {};
}

Status Ledger::check() const {
  if (loaded_) return {};
  return Error{"ledger.unavailable", "The ledger could not be opened; masking goes on without it.",
               "The daemon's log says why. Mend or move STATE/ledger.sqlite, then redactctl ledger import the last export."};
}

LeakCounts Ledger::counts(int64_t now) const {
  LeakCounts counts;
  for (const LeakState state : {LeakState::kOpen, LeakState::kContained, LeakState::kRotated, LeakState::kClosed}) counts.by_state[name_of(state)] = 0;
  for (const Leak& leak : leaks_) {
    ++counts.by_state[name_of(leak.state)];
    counts.open += awaits_rotation(leak) ? 1 : 0;
    counts.overdue += is_overdue(leak, now) ? 1 : 0;
  }
  return counts;
}

Result<Leak> Ledger::find(const std::string& id) const {
  if (Status usable = check(); !usable) return usable.error();
  const auto found = std::find_if(leaks_.begin(), leaks_.end(), by_id(id));
  if (found != leaks_.end()) return *found;
  return Error{"ledger.not_found", "There is no leak of this id.", "redactctl leaks list shows them."};
}

const Leak* Ledger::with_fingerprint(const std::vector<std::string>& fingerprints) const {
  for (const Leak& leak : leaks_) {
    if (std::find(fingerprints.begin(), fingerprints.end(), leak.fingerprint) != fingerprints.end()) return &leak;
  }
  return nullptr;
}

// The id is a piece of the fingerprint; where another leak has the same piece, the next one.
std::string Ledger::free_id(const std::string& fingerprint, const std::vector<Leak>& others) const {
  const std::string twice = fingerprint + fingerprint;
  for (size_t at = 0; at < fingerprint.size(); ++at) {
    const std::string id = "leak-" + twice.substr(at, kIdDigits);
    const bool taken = std::any_of(leaks_.begin(), leaks_.end(), by_id(id)) || std::any_of(others.begin(), others.end(), by_id(id));
    if (!taken) return id;
  }
  return {};
}

std::string Ledger::id_for(const std::vector<std::string>& fingerprints) const {
  const Leak* known = with_fingerprint(fingerprints);
  return known == nullptr ? free_id(fingerprints.front(), {}) : known->id;
}

Result<Leak> Ledger::commit(Leak leak) {
  if (Status saved = store_.save({&leak, 1}); !saved) return saved.error();
  const auto known = std::find_if(leaks_.begin(), leaks_.end(), by_id(leak.id));
  if (known == leaks_.end()) {
    leaks_.push_back(leak);
  } else {
    *known = leak;
  }
  return leak;
}

Result<Recorded> Ledger::record(const std::vector<std::string>& fingerprints, Leak found, const LeakAct& act) {
  if (Status usable = check(); !usable) return usable.error();
  Recorded recorded;
  if (const Leak* known = with_fingerprint(fingerprints)) {
    recorded.leak = *known;
    recorded.reopened = see_again(recorded.leak, act);
    if (recorded.leak.rule.empty()) recorded.leak.rule = found.rule;
    if (!found.pattern_id.empty()) recorded.leak.pattern_id = found.pattern_id;
    add_note(recorded.leak.note, found.note);
    join_places(recorded.leak.places, found.places);
  } else {
    if (leaks_.size() >= kMostLeaks) return too_many();
    found.fingerprint = fingerprints.front();
    found.id = free_id(found.fingerprint, {});
    if (found.id.empty()) return too_many();
    recorded.leak = open_leak(std::move(found), act);
    recorded.is_new = true;
  }
  auto committed = commit(std::move(recorded.leak));
  if (!committed) return committed.error();
  recorded.leak = std::move(*committed);
  return recorded;
}

Result<Leak> Ledger::update(const std::string& id, const LeakUpdate& wanted, const LeakAct& act) {
  auto leak = find(id);
  if (!leak) return leak;
  if (wanted.ttl_days) {
    if (Status set = set_ttl(*leak, *wanted.ttl_days, act); !set) return set.error();
  }
  if (wanted.contained) {
    if (Status moved = move_to(*leak, LeakState::kContained, act); !moved) return moved.error();
  }
  add_places(leak->places, wanted.places);
  if (wanted.left) leak->left = *wanted.left;
  if (!wanted.pattern_id.empty()) leak->pattern_id = wanted.pattern_id;
  add_note(leak->note, wanted.note);
  return commit(std::move(*leak));
}

Result<Leak> Ledger::set_state(const std::string& id, LeakState state, const LeakAct& act) {
  auto leak = find(id);
  if (!leak) return leak;
  if (Status moved = move_to(*leak, state, act); !moved) return moved.error();
  add_note(leak->note, act.note);
  return commit(std::move(*leak));
}

Result<Imported> Ledger::import(std::vector<Leak> rows) {
  if (Status usable = check(); !usable) return usable.error();
  Imported told;
  std::vector<Leak> fresh, changed;
  for (Leak& row : rows) {
    const auto same = [&row](const Leak& leak) { return leak.fingerprint == row.fingerprint; };
    auto at = std::find_if(fresh.begin(), fresh.end(), same);
    if (at != fresh.end()) {
      merge_leak(*at, row);  // one leak in several pieces
      continue;
    }
    at = std::find_if(changed.begin(), changed.end(), same);
    if (at == changed.end()) {
      const Leak* known = with_fingerprint({row.fingerprint});
      if (known == nullptr) {
        const bool taken = std::any_of(leaks_.begin(), leaks_.end(), by_id(row.id)) || std::any_of(fresh.begin(), fresh.end(), by_id(row.id));
        if (taken) {
          told.renamed.emplace_back(row.id, free_id(row.fingerprint, fresh));
          row.id = told.renamed.back().second;
        }
        if (leaks_.size() + fresh.size() >= kMostLeaks || row.id.empty()) return too_many();
        fresh.push_back(std::move(row));
        continue;
      }
      at = changed.insert(changed.end(), *known);
    }
    ++(merge_leak(*at, row) ? told.merged : told.unchanged);
  }
  told.added = fresh.size();
  std::vector<Leak> all = fresh;
  all.insert(all.end(), changed.begin(), changed.end());
  if (Status saved = store_.save(all); !saved) return saved.error();
  for (Leak& leak : changed) *std::find_if(leaks_.begin(), leaks_.end(), by_id(leak.id)) = std::move(leak);
  leaks_.insert(leaks_.end(), fresh.begin(), fresh.end());
  return told;
}

}  // namespace redactd::daemon
