// Archives and encrypted stores: looked into as far as that goes, never touched.
#pragma once

#include "client/files/handler.h"

namespace redactd::files {

// Left "archive" where something was found. tar members are not compressed: the raw bytes show all of them.
FileResult handle_tar(const OpenFile& file, const drill::Target& target, const SweepOptions& options);

// Stored and deflated members are counted; one that is encrypted or packed otherwise makes the file left "archive", uncounted.
FileResult handle_zip(const OpenFile& file, const drill::Target& target, const SweepOptions& options);

// Left "archive" with count 0: nobody can say what stands in it.
FileResult handle_encrypted(const OpenFile& file, const drill::Target& target, const SweepOptions& options);

}  // namespace redactd::files
