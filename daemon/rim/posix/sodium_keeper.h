// SecretKeeper of libsodium and the file system.
#pragma once

#include "daemon/ports/secret_keeper.h"

namespace redactd::daemon {

class SodiumKeeper : public SecretKeeper {
 public:
  std::unique_ptr<SecretMemory> memory() override;
  SecretView sha256_hex(SecretView value, SecretMemory& memory) override;
  Result<std::unique_ptr<ReceivedFile>> open(const std::string& path) override;
};

}  // namespace redactd::daemon
