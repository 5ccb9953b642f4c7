// How a leak's state moves and when it is due. Pure: the time is an argument.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "daemon/ports/leak.h"

namespace redactd::daemon {

inline constexpr int64_t kRotateWithinSeconds = 24 * 3600;
inline constexpr int kDefaultTtlDays = 90;
inline constexpr int kMostTtlDays = 366;
inline constexpr int kLongTtlDays = 180;  // above: a warning

// "open", "contained", "rotated", "closed".
const char* name_of(LeakState state);
std::optional<LeakState> leak_state_named(std::string_view name);

// Who does something, and when.
struct LeakAct {
  int64_t now = 0;
  uint32_t uid = 0;
  std::string note;  // for the history
};

// A new leak; `found` holds fingerprint, label, rule, ttl_days, pattern_id, note.
Leak open_leak(Leak found, const LeakAct& act);

// The same fingerprint was seen again. True: it had been rotated, and is open again, its dates counted from now.
bool see_again(Leak& leak, const LeakAct& act);

// Forward only. To `contained` again: nothing happens; to `rotated` again: its replacement was rotated in turn. Errors:
// ledger.state_backwards; ledger.not_rotated (closing one that was not rotated needs a note).
Status move_to(Leak& leak, LeakState state, const LeakAct& act);

// Errors: ledger.ttl_invalid (outside 1 to 366).
Status set_ttl(Leak& leak, int64_t days, const LeakAct& act);

// Not rotated and past rotate_by, or rotated and past next_rotation.
bool is_overdue(const Leak& leak, int64_t now);
// Open or contained.
bool awaits_rotation(const Leak& leak);
// What comes next; nullopt: closed.
std::optional<int64_t> due_at(const Leak& leak);

}  // namespace redactd::daemon
