#include <doctest/doctest.h>
#include <sodium.h>

#include <array>

#include "core/base/bytes.h"
#include "daemon/rim/posix/keyring.h"
#include "tests/unit/daemon/twins.h"

namespace redactd::daemon {
namespace {

const std::string kValue = "EXAMPLE-0123456789-value";

std::vector<std::string> of(Keyring& keyring) {
  auto all = keyring.of(SecretView(kValue));
  REQUIRE(all.ok());
  return *all;
}

TEST_CASE("one key of 32 bytes is made at first use, and kept") {
  twins::Files files;
  Keyring keyring(files);
  CHECK(files.files.empty());
  const auto first = of(keyring);
  REQUIRE(first.size() == 1);
  CHECK(first[0].size() == 32);
  CHECK(files.files["fingerprint.key"].size() == 32);
  Keyring later(files);
  CHECK(of(later) == first);
  CHECK(later.short_of(SecretView(kValue)) == first[0].substr(0, 8));
}

TEST_CASE("two installations give different fingerprints, none of them the unkeyed hash") {
  twins::Files here, there;
  Keyring a(here), b(there);
  CHECK(of(a) != of(b));
  std::array<unsigned char, 16> plain{};
  crypto_generichash(plain.data(), plain.size(), reinterpret_cast<const unsigned char*>(kValue.data()), kValue.size(), nullptr, 0);
  CHECK(of(a)[0] != hex_encode({reinterpret_cast<const char*>(plain.data()), plain.size()}));
}

TEST_CASE("the fingerprint is BLAKE2b with the first key of the file") {
  twins::Files files;
  files.files["fingerprint.key"] = std::string(32, 'k');
  Keyring keyring(files);
  std::array<unsigned char, 16> expected{};
  crypto_generichash(expected.data(), expected.size(), reinterpret_cast<const unsigned char*>(kValue.data()), kValue.size(),
                     reinterpret_cast<const unsigned char*>("kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"), 32);
  CHECK(of(keyring)[0] == hex_encode({reinterpret_cast<const char*>(expected.data()), expected.size()}));
}

TEST_CASE("after rekey a new fingerprint comes first, the old one stays") {
  twins::Files files;
  Keyring keyring(files);
  const std::string old = of(keyring)[0];
  const auto keys = keyring.rekey();
  REQUIRE(keys.ok());
  CHECK(*keys == 2);
  const auto both = of(keyring);
  REQUIRE(both.size() == 2);
  CHECK(both[0] != old);
  CHECK(both[1] == old);
  Keyring later(files);
  CHECK(of(later) == both);
}

TEST_CASE("a damaged key file is refused and not overwritten") {
  twins::Files files;
  files.files["fingerprint.key"] = "short";
  Keyring keyring(files);
  CHECK(keyring.of(SecretView(kValue)).error().code == "ledger.key_invalid");
  CHECK(keyring.rekey().error().code == "ledger.key_invalid");
  CHECK(keyring.short_of(SecretView(kValue)).empty());
  CHECK(files.files["fingerprint.key"] == "short");
}

TEST_CASE("no key that was not stored is used") {
  twins::Files files;
  files.full = true;
  Keyring keyring(files);
  CHECK(keyring.of(SecretView(kValue)).error().code == "state.no_space");
}

struct Given : ReceivedFile {
  std::string bytes;
  FileFacts told{true, false, true, 0, 0600, 0, 0};
  explicit Given(std::string text) : bytes(std::move(text)) { told.size = bytes.size(); }
  const FileFacts& facts() const override { return told; }
  Result<SecretView> read_secret(SecretMemory& memory, size_t max) override {
    if (bytes.size() > max) return Error{"vault.value.too_long", "", ""};
    char* const copy = memory.allocate(bytes.size() + 1);
    bytes.copy(copy, bytes.size());
    return SecretView({copy, bytes.size()});
  }
};

TEST_CASE("a value that came as a file: newlines at its end do not count, limits hold") {
  twins::Files files;
  Keyring keyring(files);
  Given plain(kValue), ended(kValue + "\n\n"), short_one("1234567\n"), long_one(std::string(65'537, 'x')), strange(kValue);
  CHECK(keyring.of_file(plain).value() == of(keyring));
  CHECK(keyring.of_file(ended).value() == of(keyring));
  CHECK(keyring.of_file(short_one).error().code == "drill.value.too_short");
  CHECK(keyring.of_file(long_one).error().code == "drill.value.too_long");
  strange.told.regular = false;
  CHECK(keyring.of_file(strange).error().code == "ledger.value_invalid");
  strange.told.regular = strange.told.foreign = true;
  CHECK(keyring.of_file(strange).error().code == "ledger.value_invalid");
}

}  // namespace
}  // namespace redactd::daemon
