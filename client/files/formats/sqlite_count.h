// What a database holds, without a trace of the reading: no file made, no time moved.
#pragma once

#include "client/files/formats/fault.h"

namespace redactd::files {

// Counts both ways: raw bytes (freed pages and indexes too), and cells (a long one is cut over pages, so that raw bytes do not
// show it). The larger count of each kind goes into `result`. `path`: the database; `fd`: it, open for reading.
std::optional<Fault> count_database(const OpenFile& file, const drill::Target& target, const SweepOptions& options, FileResult& result);

// Raw matches in the database and in what stands beside it, as far as it is there. The files are not opened but for those beside.
std::optional<Fault> count_remaining(const OpenFile& file, const drill::Target& target, const SweepOptions& options, FileResult& result);

}  // namespace redactd::files
