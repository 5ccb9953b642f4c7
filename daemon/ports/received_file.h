// A file that a client handed over with a call (SCM_RIGHTS), or that the daemon opened by its path to read a secret.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/result.h"
#include "core/base/secret_memory.h"
#include "core/base/secret_view.h"

namespace redactd::daemon {

struct FileFacts {
  bool regular = false;
  bool foreign = false;  // answered by another program (FUSE) or machine (NFS): a read could hang
  bool sealed = false;   // memory that nobody can change any more (memfd_create(2) with F_SEAL_WRITE and F_SEAL_SHRINK)
  uint32_t uid = 0;
  uint32_t mode = 0;     // permission bits, 07777
  uint64_t links = 0;
  uint64_t size = 0;     // bytes
};

// Owns the descriptor; closed with it. Not thread-safe.
class ReceivedFile {
 public:
  virtual ~ReceivedFile() = default;
  virtual const FileFacts& facts() const = 0;

  // The whole content, straight into `memory`: no copy stands elsewhere. To be called for regular files that are not foreign.
  // The bytes live as long as `memory`. Errors: vault.file.io; vault.value.too_long (more than `max` bytes).
  virtual Result<SecretView> read_secret(SecretMemory& memory, size_t max) = 0;
};

}  // namespace redactd::daemon
