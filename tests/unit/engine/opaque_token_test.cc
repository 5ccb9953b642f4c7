#include "core/engine/confirm/opaque_token.h"

#include <doctest.h>

#include "core/engine/confirm/bigrams.h"

using namespace redactd;

TEST_CASE("what a machine made, by kind") {
  CHECK(opaque_kind("Q7x2LmP9vRk4TzW8bN3cYd6F") == OpaqueKind::kMixed);
  CHECK(opaque_kind("qzxkvwjtpghqbnmzrxcv") == OpaqueKind::kLetters);
  CHECK(opaque_kind("01234567890123456789") == OpaqueKind::kDigits);
  CHECK(opaque_kind("0f1e2d3c4b5a69788796a5b4c3d2e1f0") == OpaqueKind::kHash);
  CHECK(opaque_kind("3f2504e0-4f89-41d3-9a0c-0305e82c3301") == OpaqueKind::kUuid);
}

TEST_CASE("what people write is no token") {
  for (const char* word : {"", "documentation", "internationalization", "getAccessTokenFromRequest", "my-service-name-2", "1.2.3-beta.4",
                           "2026-11-26T10:00:00Z", "/var/lib/dpkg/info", "src/main/java/Example.java", "your-api-key-goes-here", "xxxxxxxxxxxxxxxxxxxxxxxx",
                           "********************", "[REDACTED_API_KEY]"}) {
    CAPTURE(word);
    CHECK(opaque_kind(word) == OpaqueKind::kNone);
  }
}

TEST_CASE("letters: words surprise less than random ones") {
  CHECK(letter_surprise("internationalization") < 4);
  CHECK(letter_surprise("InterNational") == letter_surprise("international"));
  CHECK(letter_surprise("qzxkvwjtpghqbnmz") > 5);
  CHECK(letter_surprise("7") == 0);
  CHECK(are_random_letters("qzxkvwjtpghqbnmz"));
  CHECK(!are_random_letters("qzxkvwjtp"));  // too few to tell
  CHECK(!are_random_letters("internationalization"));
}
