#include "daemon/rim/posix/keyring.h"

#include <sodium.h>

#include <array>
#include <cstring>
#include <new>

#include "core/base/bytes.h"

namespace redactd::daemon {
namespace {

constexpr const char* kFile = "fingerprint.key";
constexpr size_t kKeyBytes = crypto_generichash_KEYBYTES;
constexpr size_t kFingerprintBytes = crypto_generichash_BYTES_MIN;
constexpr size_t kMostKeys = 256;
constexpr size_t kShortDigits = 8;
constexpr size_t kLeastValueBytes = 8;
constexpr size_t kMostValueBytes = 64 * 1024;
static_assert(kKeyBytes == 32 && kFingerprintBytes == 16);

std::string fingerprint(SecretView value, const char* key) {
  std::array<unsigned char, kFingerprintBytes> out{};
  const std::string_view bytes = value.expose();
  crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                     reinterpret_cast<const unsigned char*>(key), kKeyBytes);
  return hex_encode({reinterpret_cast<const char*>(out.data()), out.size()});
}

Error no_memory() { return Error{"ledger.no_memory", "There is no locked memory for the value.", "Raise the daemon's limit of locked memory (LimitMEMLOCK)."}; }

}  // namespace

Status Keyring::load() {
  if (!keys_.empty()) return {};
  if (sodium_init() < 0) return no_memory();
  auto file = state_.read(kFile);
  if (!file) return file.error();
  if (file->empty()) return add_key();
  if (file->size() % kKeyBytes != 0 || file->size() > kMostKeys * kKeyBytes) {
    wipe(*file);
    return Error{"ledger.key_invalid", "STATE/fingerprint.key is no list of keys of 32 bytes; it is left as it is.",
                 "Put it back from a backup: without it, known leaks are not recognised. Or move it away."};
  }
  take(*file);
  wipe(*file);
  return {};
}

void Keyring::take(const std::string& file) {
  char* const bytes = memory_.allocate(file.size());
  std::memcpy(bytes, file.data(), file.size());
  keys_.clear();
  for (size_t at = 0; at < file.size(); at += kKeyBytes) keys_.push_back(bytes + at);
}

Status Keyring::add_key() {
  std::string file(kKeyBytes, '\0');
  file.reserve((keys_.size() + 1) * kKeyBytes);  // it must not move: that would leave a copy behind
  randombytes_buf(file.data(), kKeyBytes);
  for (const char* key : keys_) file.append(key, kKeyBytes);
  Status written = state_.replace(kFile, file);
  if (written) take(file);
  wipe(file);
  return written;
}

Result<std::vector<std::string>> Keyring::of(SecretView value) {
  try {
    if (Status loaded = load(); !loaded) return loaded.error();
  } catch (const std::bad_alloc&) {
    return no_memory();
  }
  std::vector<std::string> all;
  for (const char* key : keys_) all.push_back(fingerprint(value, key));
  return all;
}

Result<std::vector<std::string>> Keyring::of_file(ReceivedFile& file) {
  if (!file.facts().regular || file.facts().foreign) {
    return Error{"ledger.value_invalid", "What came with the call is no plain file or memory.", "Pass a memfd, or a file of this machine's disks."};
  }
  try {
    SodiumMemory memory;
    const auto value = file.read_secret(memory, kMostValueBytes);
    if (!value && value.error().code == "vault.value.too_long") {
      return Error{"drill.value.too_long", "The value is longer than 65,536 bytes.", ""};
    }
    if (!value) return Error{"ledger.value_invalid", value.error().what, value.error().hint};
    std::string_view bytes = value->expose();
    while (!bytes.empty() && bytes.back() == '\n') bytes.remove_suffix(1);
    if (bytes.size() < kLeastValueBytes) return Error{"drill.value.too_short", "The value has fewer than 8 bytes.", ""};
    return of(SecretView(bytes));
  } catch (const std::bad_alloc&) {
    return no_memory();
  }
}

std::string Keyring::short_of(SecretView value) {
  const auto all = of(value);
  return all ? all->front().substr(0, kShortDigits) : std::string();
}

Result<size_t> Keyring::rekey() {
  try {
    if (Status loaded = load(); !loaded) return loaded.error();
    if (keys_.size() >= kMostKeys) return Error{"ledger.key_invalid", "There are 256 keys already.", "Older ones can be cut off the end of STATE/fingerprint.key."};
    if (Status added = add_key(); !added) return added.error();
  } catch (const std::bad_alloc&) {
    return no_memory();
  }
  return keys_.size();
}

}  // namespace redactd::daemon
