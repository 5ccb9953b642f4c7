#include <doctest/doctest.h>

#include "core/base/bytes.h"
#include "daemon/control/leak_json.h"
#include "tests/unit/ledger/twins.h"

namespace redactd::daemon {
namespace {

using namespace twins;

std::string document(const Leak& leak) { return "{\"leaks\":" + leaks_json({leak}, kNow) + "}"; }

TEST_CASE("what is written can be read") {
  Leak leak = opened();
  leak.places = {{"/a \"b\" \n", 3, "in-place"}};
  leak.left = {{"/j", 1, "journal"}};
  leak.rotated_at = kNow + 5;
  const auto back = read_leaks_json(document(leak), "leaks");
  REQUIRE(back.ok());
  REQUIRE(back->size() == 1);
  CHECK(document((*back)[0]) == document(leak));
}

TEST_CASE("bytes that are no UTF-8 leave as valid JSON") {
  Leak leak = opened();
  leak.places = {{"/\xff\xfe\x01\xe2\x80\xa8", 1, "in-place"}};
  CHECK(is_valid_utf8(leak_json(leak, kNow)));
  CHECK(read_leaks_json(document(leak), "leaks").ok());
}

TEST_CASE("each wrong member is refused by name, its value is not told") {
  const std::string good = document(opened());
  const auto broken = [&good](const std::string& from, const std::string& to) {
    std::string text = good;
    const size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    const auto read = read_leaks_json(text, "leaks");
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code == "ledger.row_invalid");
    return read.error().what;
  };
  CHECK(broken("leak-01234567", "leak-0123456G").find("leaks/0/id ") == 0);
  CHECK(broken(kFingerprint, "0123EXAMPLE").find("leaks/0/fingerprint ") == 0);
  CHECK(broken("CF_TOKEN", "cf EXAMPLE").find("leaks/0/label ") == 0);
  CHECK(broken("\"state\":\"open\"", "\"state\":\"gone\"").find("leaks/0/state ") == 0);
  CHECK(broken("2026-09-21T14:13:20Z", "2026-02-30T00:00:00Z").find("leaks/0/found_at ") == 0);
  CHECK(broken("\"ttl_days\":90", "\"ttl_days\":0").find("leaks/0/ttl_days ") == 0);
  CHECK(broken("\"uid\":1000", "\"uid\":-1").find("leaks/0/uid ") == 0);
  CHECK(broken("\"places\":[]", "\"places\":[{\"path\":1}]").find("leaks/0/places/path ") == 0);
  CHECK(broken("\"to\":\"open\"", "\"to\":\"EXAMPLE\"").find("EXAMPLE") == std::string::npos);
  CHECK(broken("[{", "[1,{").find("leaks/0/") == 0);
}

TEST_CASE("absent lists are empty, wrong ones are refused") {
  CHECK(read_places_json("{}", "places")->empty());
  CHECK(read_places_json("{\"places\":null}", "places")->empty());
  CHECK_FALSE(read_places_json("{\"places\":\"x\"}", "places").ok());
  CHECK_FALSE(read_places_json("{\"places\":[{\"path\":\"/a\",\"count\":-1,\"how\":\"x\"}]}", "places").ok());
  CHECK_FALSE(read_left_json("{\"left\":[{\"path\":\"/a\",\"count\":1,\"reason\":\"A B\"}]}", "left").ok());
  CHECK_FALSE(read_masks_json("{\"masks\":[{\"day\":\"2026-13-01\",\"rule\":\"a1\",\"count\":1}]}", "masks").ok());
}

}  // namespace
}  // namespace redactd::daemon
