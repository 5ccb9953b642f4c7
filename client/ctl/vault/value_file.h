// Files of mode 600 that hold a value, on the side of their owner.
#pragma once

#include <string>

#include "client/link/fd.h"
#include "core/base/result.h"
#include "core/base/secret_view.h"

namespace redactd::ctl {

struct ValueFile {
  link::Fd fd;
  std::string path;  // absolute, as the daemon shall open it again
};

// Opens without following a link in the last place and without waiting, and refuses what the vault refuses; reads nothing.
// Errors: vault.file.type, vault.file.owner, vault.file.mode, vault.file.links (with the command that mends it); file.absent,
// file.io.
Result<ValueFile> open_value_file(const std::string& path);

// Writes `value` to DIRECTORY/NAME: the directory 0700, the file 0600, whole or not at all, on the disk when this returns. A file
// of that name is replaced. The result is its path. Errors: io.write_failed, vault.directory (not ours alone).
Result<std::string> store_value(const std::string& directory, const std::string& name, SecretView value);

}  // namespace redactd::ctl
