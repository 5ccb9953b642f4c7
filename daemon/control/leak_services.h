// What the leaks.* methods work on besides the rest.
#pragma once

#include <string>

#include "core/base/result.h"
#include "daemon/ledger/ledger.h"
#include "daemon/ledger/mask_days.h"
#include "daemon/ports/fingerprint.h"
#include "daemon/ports/leak_store.h"

namespace redactd::daemon {

struct ControlServices;
struct Caller;

struct LeakServices {
  Ledger& ledger;
  LeakStore& store;
  MaskDays& masks;
  Fingerprints& fingerprints;
  std::string state_dir;  // for paths in answers
};

// The ledger, ready to be worked on. Errors: ledger.unavailable.
Result<LeakServices*> leaks_of(ControlServices& services);

// An operator's words, or a path: masked by the rules in force, so that a secret that slipped in is not kept.
std::string masked_words(ControlServices& services, const Caller& caller, const std::string& text);

// {"leak","calendar","warnings"}, after a change of its state; from `contained` on the calendar is written anew.
std::string leak_answer(ControlServices& services, const Leak& leak);

// STATE/leaks.ics. Errors: state.io, state.no_space.
Result<std::string> write_calendar(ControlServices& services);

}  // namespace redactd::daemon
