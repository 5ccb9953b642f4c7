// The bytes of a file that is about to go.
#pragma once

namespace redactd::files {

// Overwrites the data of a file with zeros and syncs it; length and holes stay. False: errno says why.
bool overwrite_with_zeros(int fd);

}  // namespace redactd::files
