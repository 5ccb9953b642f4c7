// From a file with a value to the forms that the engine looks for.
#pragma once

#include <memory>

#include "core/base/result.h"
#include "core/engine/exact.h"
#include "daemon/ports/secret_keeper.h"

namespace redactd::daemon {

inline constexpr size_t kMaxVaultValueBytes = 64 * 1024;

// Reads the value into locked memory of its own; no byte stands elsewhere meanwhile. Newlines at its end are no part of it. One
// of several lines is looked for line by line, and as a whole where an encoding or a blank stands for its newlines. Of a
// Cloudflare token its SHA-256 is a secret too (the key of its R2 buckets). Errors: vault.value.too_short, vault.value.blank,
// vault.value.too_long, vault.memory, vault.file.io.
Result<std::shared_ptr<const ExactForms>> read_exact_forms(ReceivedFile& file, SecretKeeper& keeper);

}  // namespace redactd::daemon
