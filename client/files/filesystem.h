// What a file system makes of a file: whether it holds files at all, and whether an overwritten block is gone.
#pragma once

#include <cstdint>

namespace redactd::files {

// /proc, /sys, cgroups and the like: their files are questions to the kernel. `magic`: statfs::f_type.
bool is_special_filesystem(int64_t magic);
bool is_on_special_filesystem(int fd);

// An older copy of an overwritten block may remain below the file system: copy on write, a shared extent, a data journal, a
// server elsewhere.
bool leaves_residue(int fd);

}  // namespace redactd::files
