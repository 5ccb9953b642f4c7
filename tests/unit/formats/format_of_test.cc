// Which way a file goes, by its first bytes and its path.
#include <doctest.h>

#include "client/files/formats/replacement.h"
#include "client/files/handler.h"

namespace redactd::files {
namespace {

using namespace std::string_view_literals;

TEST_CASE("formats are told by magic numbers") {
  CHECK(format_of("\x1f\x8b\x08\0"sv, "a") == Format::kGzip);
  CHECK(format_of("\x28\xb5\x2f\xfd....", "a") == Format::kZstd);
  CHECK(format_of("\x5f\x2a\x4d\x18...."sv, "a") == Format::kZstd);
  CHECK(format_of("\xfd" "7zXZ\0..."sv, "a") == Format::kXz);
  CHECK(format_of("SQLite format 3\0...."sv, "a") == Format::kSqlite);
  CHECK(format_of("LPKSHHRH....", "a") == Format::kJournal);
  CHECK(format_of("PK\x03\x04....", "a") == Format::kZip);
  CHECK(format_of("age-encryption.org/v1\n", "a") == Format::kEncrypted);
  CHECK(format_of("-----BEGIN PGP MESSAGE-----\n", "a") == Format::kEncrypted);
  CHECK(format_of("LUKS\xba\xbe\0\2"sv, "a") == Format::kEncrypted);
}

TEST_CASE("what only looks like one is plain") {
  CHECK(format_of("", "a") == Format::kPlain);
  CHECK(format_of("\x1f\x8b", "a.gz") == Format::kPlain);
  CHECK(format_of("SQLite format 3", "a.db") == Format::kPlain);
  CHECK(format_of("PK and more text", "a.zip") == Format::kPlain);
  CHECK(format_of("\x78\x01", "notes/a") == Format::kPlain);
  CHECK(format_of(std::string(257, 'x') + "ustar" + std::string(300, 'x'), "a.tar") == Format::kPlain);
  CHECK(format_of("\x37\x7f\x06\x82....", "/nowhere/at/all.db-wal") == Format::kPlain);
}

TEST_CASE("git objects are told by their place too") {
  CHECK(format_of("\x78\x01", "r/.git/objects/ab/cdef") == Format::kGitObject);
  CHECK(format_of("PACK\0\0\0\2"sv, "bare/objects/pack/x.pack") == Format::kGitObject);
  CHECK(format_of("plain text", "r/.git/objects/info/alternates") == Format::kPlain);
}

TEST_CASE("leftovers have names of their own") {
  CHECK(is_rewrite_leftover(".redactd-rewrite-0123456789abcdef"));
  CHECK_FALSE(is_rewrite_leftover(".redactd-rewrite-notes"));
  CHECK_FALSE(is_rewrite_leftover("x.redactd-rewrite-0123456789abcdef"));
}

}  // namespace
}  // namespace redactd::files
