// Checksums against made-up tokens whose sums were computed apart.
#include <doctest.h>

#include <string>

#include "core/engine/checksum.h"

using namespace redactd;

TEST_CASE("each format's vector holds") {
  const std::string tens = "0123456789012345678901234567890123456789";
  CHECK(checksum_holds("crc32-hex", "cfut_", tens + "a6463c49"));
  CHECK(checksum_holds("crc32-base62", "ghp_", "EXAMPLE0123456789EXAMPLE0123450zpM6T"));
  CHECK(checksum_holds("crc32-base36", "glpat-", "EXAMPLE0123456789EXAMPLE012.01.0r0k8or7r"));
  CHECK(checksum_holds("crc32-base36", "glpat-", "EXAMPLE0123456789EXAMPLE012.0r16zilav"));
  CHECK(checksum_holds("crc32-le-hex", "glsa_", "EXAMPLE0123456789EXAMPLE01234567_b1fa8859"));
  CHECK(checksum_holds("crc32-tail-hex", "zpka_", "example0123456789example01234567_ad6871df"));
  std::string confluent;
  for (int i = 0; i < 4; ++i) confluent += "EXAMPLE0123456789";
  CHECK(checksum_holds("crc32-le-base64", "cflt", confluent.substr(0, 54) + "oG7/Vg"));
}

TEST_CASE("a changed byte does not hold, nor does a body too short for a sum") {
  CHECK(!checksum_holds("crc32-base62", "ghp_", "EXAMPLE0123456789EXAMPLE0123460zpM6T"));
  for (const char* name : {"crc32-hex", "crc32-base62", "crc32-base36", "crc32-le-hex", "crc32-le-base64", "crc32-tail-hex"}) {
    CAPTURE(name);
    CHECK(checksum_known(name));
    for (const char* body : {"", "0", "000000", "00000000", "_", "__"}) CHECK(!checksum_holds(name, "", body));
  }
  CHECK(!checksum_known("md5"));
  CHECK(!checksum_holds("md5", "", "d41d8cd98f00b204e9800998ecf8427e"));
}
