// Which way a file goes: magic numbers first (file(1)'s, and each format's own specification), then the path.
#include "client/files/formats/codec.h"
#include "client/files/formats/sqlite_names.h"
#include "client/files/formats/tar_headers.h"
#include "client/files/handler.h"

namespace redactd::files {
namespace {

using namespace std::string_view_literals;

bool is_git_object(std::string_view first, std::string_view path) {
  size_t at = path.find("/objects/");
  if (at == std::string_view::npos) return false;
  if (first.starts_with("PACK\0\0\0"sv) || first.starts_with("\377tOc"sv)) return true;
  if (path.find(".git/objects/") == std::string_view::npos && path.find("/.git/") == std::string_view::npos) return false;
  // A zlib header (RFC 1950): deflate, and divisible by 31.
  return first.size() >= 2 && (first[0] & '\x0f') == 8 && (static_cast<unsigned char>(first[0]) * 256 + static_cast<unsigned char>(first[1])) % 31 == 0;
}

bool is_encrypted(std::string_view first) {
  if (first.starts_with("age-encryption.org/"sv) || first.starts_with("-----BEGIN AGE ENCRYPTED FILE-----"sv)) return true;
  if (first.starts_with("-----BEGIN PGP MESSAGE-----"sv) || first.starts_with("LUKS\xba\xbe"sv)) return true;
  // OpenPGP (RFC 4880): a first packet that holds an encrypted session key, old format with its usual version byte.
  bool public_key = first.starts_with("\x85"sv) && first.size() > 3 && first[3] == 3;
  bool pass_phrase = first.starts_with("\x8c"sv) && first.size() > 2 && first[2] == 4;
  return public_key || pass_phrase;
}

}  // namespace

Format format_of(std::string_view first, std::string_view path) {
  if (begins_member(Format::kGzip, first)) return Format::kGzip;
  if (begins_member(Format::kZstd, first)) return Format::kZstd;
  if (begins_member(Format::kXz, first)) return Format::kXz;
  if (first.starts_with(kSqliteMagic)) return Format::kSqlite;
  if (first.starts_with("LPKSHHRH"sv)) return Format::kJournal;
  if (is_git_object(first, path)) return Format::kGitObject;
  if (begins_tar(first)) return Format::kTar;
  if (first.starts_with("PK\x03\x04"sv) || first.starts_with("PK\x05\x06"sv)) return Format::kZip;
  if (is_encrypted(first)) return Format::kEncrypted;
  return database_beside(first, path).empty() ? Format::kPlain : Format::kSqlite;
}

}  // namespace redactd::files
