// The shape of a secret: what may be known about it.
#include <doctest.h>

#include "core/catalogue/catalogue.h"
#include "core/catalogue/gate.h"
#include "core/catalogue/shape.h"

using namespace redactd;

namespace {

std::optional<Shape> shape_of(const std::string& secret) { return derive_shape(SecretView(secret), builtin_rules()); }

}  // namespace

TEST_CASE("a prefix that the catalogue knows") {
  const auto shape = shape_of("ghp_EXAMPLE0123456789EXAMPLE0123456789ab");
  REQUIRE(shape);
  CHECK(shape->prefix == "ghp_");
  CHECK(shape->recognised_by == "github-pat-classic");
  CHECK(shape->alphabet == "0-9A-Za-z");
  CHECK(shape->length == 36);
  CHECK(shape->pattern == "ghp_[0-9A-Za-z]{36}");
}

TEST_CASE("a prefix that is searched with the byte behind it gives that byte not away") {
  const auto shape = shape_of("hf_EXAMPLEexampleEXAMPLEexampleEXAMPLE");
  REQUIRE(shape);
  CHECK(shape->prefix == "hf_");
  CHECK(shape->recognised_by == "huggingface-user");
  CHECK(shape->length == 35);
}

TEST_CASE("a derived prefix ends with the first mark") {
  const auto dotted = shape_of("acme.0123456789");
  REQUIRE(dotted);
  CHECK(dotted->prefix == "acme.");
  CHECK(dotted->alphabet == "0-9");
  CHECK(dotted->pattern == "acme\\.[0-9]{10}");
  CHECK(dotted->recognised_by.empty());
  CHECK(shape_of("zz9-0123abcd0123")->alphabet == "0-9a-f");
  CHECK(shape_of("zz9-0123abcd_0123-X")->alphabet == "0-9A-Za-z_-");
  CHECK(shape_of("zz9-0123abcd+/Xx==")->alphabet == "0-9A-Za-z+/=");
}

TEST_CASE("no usable prefix") {
  CHECK(!shape_of("EXAMPLE0123456789"));
  CHECK(!shape_of("a_0123456789"));                    // two bytes
  CHECK(!shape_of("averyveryverylongword_0123456789"));  // more than sixteen
  CHECK(!shape_of("_0123456789"));
  CHECK(!shape_of("acme_1234"));                       // too short behind it
  CHECK(!shape_of("acme_01234 56789"));                // no alphabet fits
  CHECK(!shape_of(""));
}

TEST_CASE("the derived pattern passes the gate and covers the secret") {
  for (const std::string secret : {"acme.0123456789", "zz9-0123abcd_0123-X", "ghp_EXAMPLE0123456789EXAMPLE0123456789ab"}) {
    RuleSpec spec;
    spec.id = "leak-acme";
    spec.label = "ACME";
    spec.regex.pattern = shape_of(secret)->pattern;
    for (const Error& e : check_narrow(spec, {secret}, {}).refusals) FAIL_CHECK(e.message());
  }
}
