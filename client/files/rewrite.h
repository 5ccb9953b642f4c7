// A plain file as a new one that takes the old one's place (scrub --rewrite): for where in place is not wanted.
#pragma once

#include <sys/stat.h>

#include "client/files/bench.h"
#include "client/files/handler.h"

namespace redactd::files {

// Nothing is written where nothing is found, or with another action than kMask. The new file is 0600 until it is whole and
// synced; owner, mode, extended attributes and, with keep_times, times are set before it is renamed over the old one. The old
// inode's bytes are overwritten with zeros after that. A file with several names, or one that changes meanwhile, is left.
FileResult rewrite_plain(const OpenFile& file, const struct stat& facts, const drill::Target& target, const SweepOptions& options,
                         Bench& bench);

}  // namespace redactd::files
