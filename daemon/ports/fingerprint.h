// Names secrets without knowing them: keyed BLAKE2b, so that nobody without the key can try values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/secret_view.h"
#include "daemon/ports/received_file.h"

namespace redactd::daemon {

// Errors of all: ledger.key_invalid (the key file is damaged: it is not overwritten), ledger.no_memory, state.io, state.no_space.
class Fingerprints {
 public:
  virtual ~Fingerprints() = default;

  // 32 hex digits by each key, the newest key first: that one is what a new leak gets; the others recognise older leaks.
  virtual Result<std::vector<std::string>> of(SecretView value) = 0;

  // Reads the file into locked memory, drops trailing newlines, fingerprints, wipes. Also: ledger.value_invalid (no plain
  // file), drill.value.too_short (below 8 bytes), drill.value.too_long.
  virtual Result<std::vector<std::string>> of_file(ReceivedFile& file) = 0;

  // 8 hex digits by the newest key, for masks; empty where there is no key.
  virtual std::string short_of(SecretView value) = 0;

  // A new key for new fingerprints; the older ones stay. The result is how many there are.
  virtual Result<size_t> rekey() = 0;
};

}  // namespace redactd::daemon
