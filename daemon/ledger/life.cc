#include "daemon/ledger/life.h"

#include "core/base/utc_time.h"

namespace redactd::daemon {
namespace {

void set_dates(Leak& leak) {
  leak.rotate_by = leak.found_at + kRotateWithinSeconds;
  leak.next_rotation = leak.rotated_at.value_or(leak.found_at) + leak.ttl_days * kDaySeconds;
}

void note_change(Leak& leak, LeakState to, const LeakAct& act) {
  leak.history.push_back({act.now, act.uid, name_of(leak.state), name_of(to), act.note});
  leak.state = to;
}

}  // namespace

const char* name_of(LeakState state) {
  switch (state) {
    case LeakState::kOpen: return "open";
    case LeakState::kContained: return "contained";
    case LeakState::kRotated: return "rotated";
    default: return "closed";
  }
}

std::optional<LeakState> leak_state_named(std::string_view name) {
  for (const LeakState state : {LeakState::kOpen, LeakState::kContained, LeakState::kRotated, LeakState::kClosed}) {
    if (name == name_of(state)) return state;
  }
  return std::nullopt;
}

Leak open_leak(Leak found, const LeakAct& act) {
  found.state = LeakState::kOpen;
  found.found_at = act.now;
  found.contained_at = found.rotated_at = std::nullopt;
  found.uid = act.uid;
  found.history = {{act.now, act.uid, "", name_of(LeakState::kOpen), act.note}};
  set_dates(found);
  return found;
}

bool see_again(Leak& leak, const LeakAct& act) {
  if (awaits_rotation(leak)) return false;
  LeakAct seen = act;
  seen.note = "seen again" + (act.note.empty() ? "" : ": " + act.note);
  note_change(leak, LeakState::kOpen, seen);
  leak.found_at = act.now;
  leak.contained_at = leak.rotated_at = std::nullopt;
  set_dates(leak);
  return true;
}

Status move_to(Leak& leak, LeakState state, const LeakAct& act) {
  if (state < leak.state) {
    return Error{"ledger.state_backwards",
                 std::string("The leak is ") + name_of(leak.state) + " already and does not go back to " + name_of(state) + ".",
                 "It opens by itself if the same secret is found again."};
  }
  if (state == LeakState::kClosed && awaits_rotation(leak) && act.note.empty()) {
    return Error{"ledger.not_rotated", "The leaked secret was not rotated.",
                 "Rotate it (redactctl leaks rotated ID), or say with --note why that is not needed."};
  }
  if (state == leak.state && state != LeakState::kRotated) return {};
  note_change(leak, state, act);
  if (state == LeakState::kContained) leak.contained_at = act.now;
  if (state == LeakState::kRotated) leak.rotated_at = act.now;
  set_dates(leak);
  return {};
}

Status set_ttl(Leak& leak, int64_t days, const LeakAct& act) {
  if (days < 1 || days > kMostTtlDays) {
    return Error{"ledger.ttl_invalid", "The time to live is not 1 to 366 days.", "90 days are usual."};
  }
  if (days == leak.ttl_days) return {};
  LeakAct changed = act;
  changed.note = "ttl " + std::to_string(leak.ttl_days) + " -> " + std::to_string(days) + " days";
  note_change(leak, leak.state, changed);
  leak.ttl_days = static_cast<int>(days);
  set_dates(leak);
  return {};
}

bool is_overdue(const Leak& leak, int64_t now) {
  const auto due = due_at(leak);
  return due && now > *due;
}

bool awaits_rotation(const Leak& leak) { return leak.state == LeakState::kOpen || leak.state == LeakState::kContained; }

std::optional<int64_t> due_at(const Leak& leak) {
  if (leak.state == LeakState::kClosed) return std::nullopt;
  return awaits_rotation(leak) ? leak.rotate_by : leak.next_rotation;
}

}  // namespace redactd::daemon
