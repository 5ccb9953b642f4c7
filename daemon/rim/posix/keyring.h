// Fingerprints by the keys of STATE/fingerprint.key (docs/ledger-format.md): 32 random bytes each, the newest first, 0600.
#pragma once

#include <vector>

#include "daemon/ports/file_store.h"
#include "daemon/ports/fingerprint.h"
#include "daemon/rim/posix/sodium_memory.h"

namespace redactd::daemon {

// Keys are read, or the first one made, when they are first needed. Not thread-safe.
class Keyring : public Fingerprints {
 public:
  // `state` writes files with mode 0600, durably, and outlives this.
  explicit Keyring(FileStore& state) : state_(state) {}

  Result<std::vector<std::string>> of(SecretView value) override;
  Result<std::vector<std::string>> of_file(ReceivedFile& file) override;
  std::string short_of(SecretView value) override;
  Result<size_t> rekey() override;

 private:
  Status load();
  Status add_key();
  void take(const std::string& file);

  FileStore& state_;
  SodiumMemory memory_;
  std::vector<const char*> keys_;  // in memory_, the newest first
};

}  // namespace redactd::daemon
