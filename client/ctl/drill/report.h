// The reports of scrub, verify and hunt: as JSON documents with the keys of docs/drill.md, as text, and as exit statuses.
#pragma once

#include <string>

#include "client/files/sweep.h"

namespace redactd::ctl {

std::string scrub_json(const files::SweepReport& report);
std::string verify_json(const files::SweepReport& report);
std::string hunt_json(const files::SweepReport& report);

// For people. `dry_run`: nothing was written.
std::string scrub_text(const files::SweepReport& report, bool dry_run);
// The places, "PATH:LINE: 9 characters, sure (plain)", longest first.
std::string hunt_text(const files::SweepReport& report);
// On stderr: what was not read, what stays, and why.
void note_gaps(const files::SweepReport& report);

// 0: nothing is left; 1: something would be masked or remains; 5: a file could not be read or written.
int scrub_status(const files::SweepReport& report, bool dry_run);
int verify_status(const files::SweepReport& report);
int hunt_status(const files::SweepReport& report);

// Sorts the places: most characters first, then by path and line.
void sort_spots(files::SweepReport& report);

}  // namespace redactd::ctl
