#include "client/files/formats/sqlite_count.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>

#include "client/files/formats/file_bytes.h"
#include "client/files/formats/scan.h"
#include "client/files/formats/sqlite_cells.h"

namespace redactd::files {
namespace {

constexpr size_t kWriteVersionAt = 18;  // 1: rollback journal, 2: WAL (sqlite.org/fileformat2.html)

bool is_filled(const std::string& path) {
  struct stat facts{};
  return lstat(path.c_str(), &facts) == 0 && facts.st_size > 0;
}

// An immutable database is read without locks and without the WAL. Where locks can be taken without making a file, they are.
std::vector<Access> ways_to_read(const OpenFile& file) {
  std::string head = read_at(file.fd, 0, 100);
  bool is_wal = head.size() > kWriteVersionAt && head[kWriteVersionAt] == 2;
  bool may_lock = is_wal ? is_filled(file.path + "-wal") && is_filled(file.path + "-shm") : true;
  if (may_lock) return {Access::kRead, Access::kImmutable};
  return {Access::kImmutable};
}

// Nothing: all cells were read.
std::optional<Fault> count_cells(const OpenFile& file, const drill::Target& target, const SweepOptions& options, FileResult& result) {
  std::string reason;
  for (Access access : ways_to_read(file)) {
    FileResult found;
    Database database(file.path, access);
    if (database.ok()) {
      Cells cells(database, file, target, options);
      for (const Table& table : schema_of(database).tables) {
        if (!database.ok() || !cells.count_table(table, found)) break;
      }
    }
    if (database.ok()) {
      result = std::move(found);
      return std::nullopt;
    }
    reason = database.reason();
  }
  return unread_fault("The database could not be read: " + reason + ".");
}

}  // namespace

std::optional<Fault> count_database(const OpenFile& file, const drill::Target& target, const SweepOptions& options, FileResult& result) {
  if (auto fault = count_raw(file.fd, file, target, options, result)) return fault;
  SweepOptions no_spots = options;
  no_spots.action = Action::kCount;  // a cell has no offset in the file
  FileResult cells;
  auto fault = count_cells(file, target, no_spots, cells);
  if (cells.matches > result.matches) result.by_form = cells.by_form;
  result.matches = std::max(result.matches, cells.matches);
  result.partials = std::max(result.partials, cells.partials);
  result.weak = std::max(result.weak, cells.weak);
  return fault;
}

std::optional<Fault> count_remaining(const OpenFile& file, const drill::Target& target, const SweepOptions& options, FileResult& result) {
  if (auto fault = count_raw(file.fd, file, target, options, result)) return fault;
  for (const char* suffix : {"-wal", "-journal"}) {
    link::Fd fd(open((file.path + suffix).c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat facts{};
    if (!fd || fstat(fd.get(), &facts) != 0 || !S_ISREG(facts.st_mode)) continue;
    if (auto fault = count_raw(fd.get(), file, target, options, result)) return fault;
  }
  return std::nullopt;
}

}  // namespace redactd::files
