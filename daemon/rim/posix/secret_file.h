// ReceivedFile on a descriptor.
#pragma once

#include <memory>
#include <string>

#include "daemon/ports/received_file.h"
#include "daemon/rim/posix/unique_fd.h"

namespace redactd::daemon {

// Takes ownership of `fd`. Where closing it could hang (a socket that lingers, a file system of another program), a thread of
// its own closes it.
std::unique_ptr<ReceivedFile> received_file(int fd);

// Opens `path` as the vault does: the last link is not followed, nothing blocks. Errors: vault.file.absent, vault.file.io.
Result<std::unique_ptr<ReceivedFile>> open_secret_file(const std::string& path);

}  // namespace redactd::daemon
