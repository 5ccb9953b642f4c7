// What the containment drill did: one record that is printed as text or JSON.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "client/files/sweep.h"

namespace redactd::ctl {

struct Step {
  std::string name;    // record, pattern, scrub, hunt, verify, schedule: in this order
  bool ok = false;
  uint64_t ms = 0;
  std::string detail;  // a sentence for people; never text of a file, never the value
};

struct Containment {
  std::string id, label, state, rule;      // of the leak; id and state empty without a daemon
  std::vector<Step> steps;
  std::string pattern_id, pattern_kind;    // "pattern" or "value"; empty: none is in force
  uint64_t pattern_generation = 0;
  files::SweepReport scrub, hunt;
  uint64_t matches_left = 0;
  std::string rotate_by, next_rotation, calendar;
  std::vector<std::string> todo;
  uint64_t elapsed_ms = 0;
  bool daemon_missing = false;
  bool refused = false;                    // the daemon would not record or add

  // Exit status: 0 nothing is left, 1 matches or places remain, 3 no daemon, 4 refused, 5 something was not read or written.
  int exit_status() const;
};

// Of the matches of a report, those in files that are not for us to write.
uint64_t in_left(const files::SweepReport& report);

std::string containment_json(const Containment& done);
std::string containment_text(const Containment& done);

}  // namespace redactd::ctl
