// Two accounts of the same leak become one; nothing that either knows is lost.
#pragma once

#include <vector>

#include "daemon/ports/leak.h"

namespace redactd::daemon {

inline constexpr size_t kMostPlaces = 10'000;   // of one leak; what comes on top is counted together under "..."
inline constexpr size_t kMostNoteBytes = 4096;

// Counts of the same path and kind are added.
void add_places(std::vector<LeakPlace>& places, const std::vector<LeakPlace>& more);
// Of the same path and kind the higher count stays: for what may be told twice.
void join_places(std::vector<LeakPlace>& places, const std::vector<LeakPlace>& more);
// Of the same path and reason the newer count stays.
void replace_left(std::vector<LeakLeft>& left, const std::vector<LeakLeft>& more);

// A note on a line of its own, unless it stands there already. What would exceed kMostNoteBytes is left out.
void add_note(std::string& note, const std::string& more);

// Takes in what `other`, of the same fingerprint, knows: history and places joined; state, dates and the rest from the one
// that was changed last. True: something changed.
bool merge_leak(Leak& leak, const Leak& other);

}  // namespace redactd::daemon
