// `--rewrite`: a plain file masked into a new one that takes its place.
#pragma once

#include "client/files/handler.h"

namespace redactd::files {

// Counts, and with Action::kMask rewrites the file if something in it is to be masked. Owner, mode, attributes stay; the inode
// is new and the old one is overwritten. What is appended meanwhile is masked and copied too before the files change places; a
// file that does not rest is left ("changing"). The window that remains: a program that holds the old file open goes on
// writing to a file without a name, and those lines are lost. In place (the default) loses none.
FileResult rewrite_plain(const OpenFile& file, const drill::Target& target, const SweepOptions& options);

}  // namespace redactd::files
