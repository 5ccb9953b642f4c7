#include "daemon/rim/posix/sodium_keeper.h"

#include <sodium.h>

#include "daemon/rim/posix/secret_file.h"
#include "daemon/rim/posix/sodium_memory.h"

namespace redactd::daemon {

std::unique_ptr<SecretMemory> SodiumKeeper::memory() { return std::make_unique<SodiumMemory>(); }

SecretView SodiumKeeper::sha256_hex(SecretView value, SecretMemory& memory) {
  constexpr size_t kHexBytes = 2 * crypto_hash_sha256_BYTES;
  auto* const digest = reinterpret_cast<unsigned char*>(memory.allocate(crypto_hash_sha256_BYTES));
  char* const hex = memory.allocate(kHexBytes + 1);  // with the NUL that libsodium writes
  const std::string_view bytes = value.expose();
  crypto_hash_sha256(digest, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  sodium_bin2hex(hex, kHexBytes + 1, digest, crypto_hash_sha256_BYTES);
  return SecretView({hex, kHexBytes});
}

Result<std::unique_ptr<ReceivedFile>> SodiumKeeper::open(const std::string& path) { return open_secret_file(path); }

}  // namespace redactd::daemon
