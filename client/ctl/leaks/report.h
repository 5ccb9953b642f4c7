// What `redactctl leaks report` prints. Pure: everything comes as arguments.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "client/ctl/leaks/ledger_view.h"
#include "client/ctl/leaks/steps.h"

namespace redactd::ctl {

struct Report {
  std::vector<LeakView> leaks;         // by urgency
  std::vector<RotationSteps> steps;    // of leaks, in the same order
  std::vector<MaskDayView> masks;      // of the last `days` days, in order of day
  int days = 30;
  int64_t now = 0;
  std::string version;

  uint64_t count(const std::string& state) const;
  uint64_t overdue() const;
  uint64_t masked() const;
};

// One self-contained page: no script, nothing from a network, every text escaped (report_html.cc).
std::string html_report(const Report& report);

// For a ticket (report_md.cc).
std::string markdown_report(const Report& report);

}  // namespace redactd::ctl
