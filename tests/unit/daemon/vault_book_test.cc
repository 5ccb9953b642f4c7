#include "daemon/control/vault_book.h"

#include <doctest.h>

#include <cstring>

#include "core/engine/redactor.h"
#include "tests/support/plain_memory.h"
#include "tests/unit/daemon/twins.h"

using namespace redactd;
using namespace redactd::daemon;

namespace {

struct GivenFile : ReceivedFile {
  FileFacts given{.regular = true, .uid = 1000, .mode = 0600, .links = 1};
  std::string content;
  explicit GivenFile(std::string text) : content(std::move(text)) { given.size = content.size(); }
  const FileFacts& facts() const override { return given; }
  Result<SecretView> read_secret(SecretMemory& memory, size_t max) override {
    if (content.size() > max) return Error{"vault.value.too_long", "Long.", ""};
    char* const bytes = memory.allocate(content.size());
    std::memcpy(bytes, content.data(), content.size());
    return SecretView({bytes, content.size()});
  }
};

struct Keeper : SecretKeeper {
  std::map<std::string, std::string> files;
  std::unique_ptr<SecretMemory> memory() override { return std::make_unique<test::PlainMemory>(); }
  SecretView sha256_hex(SecretView, SecretMemory&) override { return SecretView("00EXAMPLE-OF-A-DIGEST"); }
  Result<std::unique_ptr<ReceivedFile>> open(const std::string& path) override {
    if (!files.contains(path)) return Error{"vault.file.absent", "Gone.", ""};
    return std::unique_ptr<ReceivedFile>(std::make_unique<GivenFile>(files[path]));
  }
};

struct VaultFixture {
  twins::Files state, published;
  twins::Quiet log;
  Keeper keeper;
  RuleBook rules{state, published, log, make_hash_scanner};
  VaultBook vault{rules, state, keeper, log};
  VaultFixture() { REQUIRE(rules.load({compile_rule(twins::example_rule("built-in", "bi_x")).value()}, 0).ok()); }

  Result<Change> add(const std::string& name, const std::string& value, const std::string& path = "/f", uint32_t uid = 1000) {
    GivenFile file(value);
    file.given.uid = uid;
    keeper.files[path] = value;
    return vault.add(name, uid, path, file);
  }
  std::string masked(std::string_view text, uint32_t uid = 1000) const {
    Redactor redactor;
    std::string out;
    redactor.mask(rules.current(), text, MaskOptions{.uid = uid}, out);
    return out;
  }
};

}  // namespace

TEST_CASE_FIXTURE(VaultFixture, "a value is in force with the answer, and only its path is in the state") {
  const auto change = add("DB_PW", "EXAMPLE-value-1\n\n");
  REQUIRE(change.ok());
  CHECK(change->added == std::vector<std::string>{"vault-db-pw"});
  CHECK(change->generation == rules.current().generation());
  CHECK(masked("a EXAMPLE-value-1") == "a [REDACTED_DB_PW]");
  CHECK(masked("a EXAMPLE-value-1", 1001) == "a EXAMPLE-value-1");
  CHECK(state.files["vault.json"].find("\"/f\"") != std::string::npos);
  for (const auto& files : {state.files, published.files}) {
    for (const auto& [name, text] : files) CHECK(text.find("EXAMPLE-value") == std::string::npos);
  }
  CHECK(published.files["anchors"].ends_with("\n\n"));
  CHECK(rules.ids() == std::vector<std::string>{"built-in"});
}

TEST_CASE_FIXTURE(VaultFixture, "two users may use one name") {
  REQUIRE(add("PW", "EXAMPLE-of-one", "/one").ok());
  REQUIRE(add("PW", "EXAMPLE-of-two", "/two", 1001).ok());
  CHECK(masked("EXAMPLE-of-one EXAMPLE-of-two") == "[REDACTED_PW] EXAMPLE-of-two");
  CHECK(vault.forget("PW", 1002).error().code == "vault.not_found");
  REQUIRE(vault.forget("PW", 1001).ok());
  CHECK(masked("EXAMPLE-of-one", 1000) == "[REDACTED_PW]");
  CHECK(masked("EXAMPLE-of-two", 1001) == "EXAMPLE-of-two");
}

TEST_CASE_FIXTURE(VaultFixture, "an older value is masked until the name is forgotten; the same one again is no change") {
  REQUIRE(add("PW", "EXAMPLE-older").ok());
  CHECK(add("PW", "EXAMPLE-newer")->added.empty());
  REQUIRE(add("PW", "EXAMPLE-newer").ok());
  CHECK(vault.entries().front().values.size() == 2);
  CHECK(masked("EXAMPLE-older EXAMPLE-newer") == "[REDACTED_PW] [REDACTED_PW]");
  CHECK(vault.forget("PW", 1000)->removed == std::vector<std::string>{"vault-pw"});
  CHECK(masked("EXAMPLE-older EXAMPLE-newer") == "EXAMPLE-older EXAMPLE-newer");
  CHECK_FALSE(published.files["anchors"].ends_with("\n\n"));
}

TEST_CASE_FIXTURE(VaultFixture, "a full disk changes nothing") {
  REQUIRE(add("PW", "EXAMPLE-older").ok());
  state.full = true;
  CHECK(add("PW", "EXAMPLE-newer").error().code == "state.no_space");
  CHECK(vault.forget("PW", 1000).error().code == "state.no_space");
  CHECK(masked("EXAMPLE-older EXAMPLE-newer") == "[REDACTED_PW] EXAMPLE-newer");
}

TEST_CASE_FIXTURE(VaultFixture, "the next start reads the files again, even on a full disk; one that is gone is told") {
  REQUIRE(add("PW", "EXAMPLE-value", "/one").ok());
  REQUIRE(add("GONE", "EXAMPLE-gone-1", "/two").ok());
  keeper.files.erase("/two");
  state.full = true;
  RuleBook next(state, published, log, make_hash_scanner);
  VaultBook again(next, state, keeper, log);
  again.load();
  REQUIRE(next.load({}, 0).ok());
  Redactor redactor;
  std::string out;
  redactor.mask(next.current(), "EXAMPLE-value", MaskOptions{.uid = 1000}, out);
  CHECK(out == "[REDACTED_PW]");
  REQUIRE(again.entries().size() == 2);
  CHECK(again.entries()[1].fault.starts_with("vault.file.absent"));
}

TEST_CASE_FIXTURE(VaultFixture, "a reload of the rules keeps the values, and its refusal does not know them") {
  REQUIRE(add("PW", "EXAMPLE-value").ok());
  std::vector<std::string> lost;
  CHECK_FALSE(rules.reload({}, 0, lost).ok());
  CHECK(lost == std::vector<std::string>{"built-in"});
  lost.clear();
  REQUIRE(rules.reload({compile_rule(twins::example_rule("built-in", "bi_x")).value()}, 0, lost).ok());
  CHECK(masked("EXAMPLE-value") == "[REDACTED_PW]");
  keeper.files["/f"] = "EXAMPLE-rotated";
  vault.read_again();
  CHECK(masked("EXAMPLE-value EXAMPLE-rotated") == "[REDACTED_PW] [REDACTED_PW]");
}

TEST_CASE_FIXTURE(VaultFixture, "what may not be added") {
  GivenFile open_to_others("EXAMPLE-value");
  open_to_others.given.mode = 0604;
  CHECK(vault.add("PW", 1000, "/f", open_to_others).error().code == "vault.file.mode");
  GivenFile foreign("EXAMPLE-value");
  foreign.given.foreign = true;
  CHECK(vault.add("PW", 1000, "/f", foreign).error().code == "vault.file.type");
  CHECK(add("PW", "1234567\n").error().code == "vault.value.too_short");
  CHECK(add("PW", " \n \n      x").ok());
  CHECK(add("PW", "          \n").error().code == "vault.value.blank");
  GivenFile memory("EXAMPLE-value");
  memory.given = FileFacts{.regular = true, .sealed = true, .uid = 7, .mode = 0777, .links = 0, .size = 13};
  CHECK(vault.add("PW", 1000, "", memory).ok());
  CHECK(vault.add("PW", 1000, "/f", memory).error().code == "vault.file.owner");
  Result<Change> last = Change{};
  for (int i = 0; i < 10 && last.ok(); ++i) last = add("N" + std::to_string(i), std::string(50'000, 'x') + "EXAMPLE" + std::to_string(i), "/big");
  CHECK(last.error().code == "limits.vault");
}
