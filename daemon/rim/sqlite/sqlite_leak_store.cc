#include "daemon/rim/sqlite/sqlite_leak_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "daemon/rim/sqlite/leak_rows.h"
#include "daemon/rim/sqlite/schema.h"

namespace redactd::daemon {
namespace {

constexpr const char* kFile = "ledger.sqlite";

// The library opens by path and follows links; what stands in its files' places is looked at first. The directory is ours
// alone, so nobody can change that in between.
Status check_file(int directory, const std::string& name) {
  struct stat st {};
  if (fstatat(directory, name.c_str(), &st, AT_SYMLINK_NOFOLLOW) != 0) return {};
  if (S_ISREG(st.st_mode) && st.st_nlink == 1 && fchmodat(directory, name.c_str(), 0600, 0) == 0) return {};
  return Error{"ledger.unavailable", "STATE/" + name + " is no plain file of one name.", "Move it away; links are not followed."};
}

Status make_file(int directory) {
  for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
    if (Status fine = check_file(directory, std::string(kFile) + ending); !fine) return fine;
  }
  const int fd = openat(directory, kFile, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0) {
    return Error{"ledger.unavailable", std::string("STATE/ledger.sqlite cannot be opened: ") + std::strerror(errno) + ".", "Mend its permissions."};
  }
  close(fd);
  return {};
}

}  // namespace

Status SqliteLeakStore::open() {
  if (database_.is_open()) return {};
  Status done = make_file(directory_);
  if (done) done = database_.open(path_ + "/" + kFile);
  if (done) {
    Statement check(database_, "PRAGMA quick_check(1)");
    if (!check.next()) {
      done = database_.failure();
    } else if (check.column_text(0) != "ok") {
      done = Error{"ledger.unavailable", "The ledger is damaged.", "Move STATE/ledger.sqlite away, then redactctl ledger import the last export."};
    }
  }
  if (done) done = migrate(database_);
  if (!done) database_.close();
  return done;
}

Status SqliteLeakStore::check_open() const {
  if (database_.is_open()) return {};
  return Error{"ledger.unavailable", "The ledger could not be opened.", "The daemon's log says why."};
}

Result<std::vector<Leak>> SqliteLeakStore::load() {
  if (Status opened = open(); !opened) return opened.error();
  return read_leaks(database_);
}

Status SqliteLeakStore::save(std::span<const Leak> leaks) {
  if (Status usable = check_open(); !usable) return usable;
  Transaction all(database_);
  if (!all.begun()) return all.begun();
  for (const Leak& leak : leaks) {
    if (Status written = write_leak(database_, leak); !written) return written;
  }
  return all.commit();
}

Status SqliteLeakStore::write_masks(const char* sql, std::span<const MaskCount> counts) {
  if (Status usable = check_open(); !usable) return usable;
  Transaction all(database_);
  if (!all.begun()) return all.begun();
  Statement row(database_, sql);
  for (const MaskCount& count : counts) {
    if (!row.text(1, count.day).text(2, count.rule).number(3, static_cast<int64_t>(count.count)).run()) return database_.failure();
  }
  return all.commit();
}

Status SqliteLeakStore::add_masks(std::span<const MaskCount> counts) {
  return write_masks("INSERT INTO masks VALUES (?, ?, ?) ON CONFLICT (day, rule) DO UPDATE SET count = count + excluded.count", counts);
}

Status SqliteLeakStore::raise_masks(std::span<const MaskCount> counts) {
  return write_masks("INSERT INTO masks VALUES (?, ?, ?) ON CONFLICT (day, rule) DO UPDATE SET count = max(count, excluded.count)", counts);
}

Result<std::vector<MaskCount>> SqliteLeakStore::masks(const std::string& first_day) {
  if (Status usable = check_open(); !usable) return usable.error();
  std::vector<MaskCount> counts;
  Statement row(database_, "SELECT day, rule, count FROM masks WHERE day >= ? ORDER BY day, rule");
  row.text(1, first_day);
  while (row.next()) counts.push_back({row.column_text(0), row.column_text(1), static_cast<uint64_t>(row.column_number(2))});
  if (!row.ok()) return database_.failure();
  return counts;
}

}  // namespace redactd::daemon
