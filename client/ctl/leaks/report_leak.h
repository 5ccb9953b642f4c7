// One leak in the page.
#pragma once

#include <string>

#include "client/ctl/leaks/ledger_view.h"
#include "client/ctl/leaks/steps.h"

namespace redactd::ctl {

// The state as a word in its colour; "overdue" besides where that is so.
std::string state_badge(const LeakView& leak);

// An <article> with state, dates, places, time line and what is to be done.
std::string leak_article(const LeakView& leak, const RotationSteps& steps, int64_t now);

}  // namespace redactd::ctl
