#include "client/files/formats/sqlite_names.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

#include "client/link/fd.h"

namespace redactd::files {

std::string database_beside(std::string_view path) {
  for (std::string_view suffix : {"-wal", "-journal"}) {
    if (!path.ends_with(suffix) || path.size() == suffix.size()) continue;
    std::string database(path.substr(0, path.size() - suffix.size()));
    link::Fd fd(open(database.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat facts{};
    std::array<char, kSqliteMagic.size()> head{};
    if (fd && fstat(fd.get(), &facts) == 0 && S_ISREG(facts.st_mode) &&
        pread(fd.get(), head.data(), head.size(), 0) == static_cast<ssize_t>(head.size()) &&
        std::string_view(head.data(), head.size()) == kSqliteMagic) {
      return database;
    }
  }
  return "";
}

}  // namespace redactd::files
