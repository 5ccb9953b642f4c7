#include "client/files/formats/sqlite_names.h"

#include <sys/stat.h>

namespace redactd::files {
namespace {

using namespace std::string_view_literals;

bool begins_wal(std::string_view first) { return first.starts_with("\x37\x7f\x06\x82"sv) || first.starts_with("\x37\x7f\x06\x83"sv); }

// journal_mode=persist leaves the pages and overwrites the header with zeros.
bool begins_journal(std::string_view first) {
  return first.starts_with("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"sv) || first.starts_with("\0\0\0\0\0\0\0\0"sv);
}

}  // namespace

std::string database_beside(std::string_view first_bytes, std::string_view path) {
  bool is_wal = path.ends_with("-wal") && begins_wal(first_bytes);
  bool is_journal = path.ends_with("-journal") && begins_journal(first_bytes);
  if (!is_wal && !is_journal) return "";
  std::string database(path.substr(0, path.rfind('-')));
  struct stat facts{};
  return lstat(database.c_str(), &facts) == 0 && S_ISREG(facts.st_mode) ? database : "";
}

}  // namespace redactd::files
