// What the vault needs of the system: locked memory, files that hold values, one hash.
#pragma once

#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/base/secret_memory.h"
#include "core/base/secret_view.h"
#include "daemon/ports/received_file.h"

namespace redactd::daemon {

class SecretKeeper {
 public:
  virtual ~SecretKeeper() = default;

  // Locked memory, wiped with the object. Its allocate() throws std::bad_alloc where no memory can be locked.
  virtual std::unique_ptr<SecretMemory> memory() = 0;

  // SHA-256 (FIPS 180-4) as 64 lower-case hex digits in `memory`.
  virtual SecretView sha256_hex(SecretView value, SecretMemory& memory) = 0;

  // Without following a link in the last place, without waiting. Errors: vault.file.absent, vault.file.type, vault.file.io.
  virtual Result<std::unique_ptr<ReceivedFile>> open(const std::string& path) = 0;
};

}  // namespace redactd::daemon
