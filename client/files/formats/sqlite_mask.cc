#include "client/files/formats/sqlite_mask.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "client/files/formats/overwrite.h"
#include "client/files/formats/sqlite_cells.h"
#include "client/files/formats/sqlite_files.h"
#include "client/files/obstacle.h"

namespace redactd::files {
namespace {

bool is_same_file(int fd, const std::string& path) {
  struct stat open{}, named{};
  return fstat(fd, &open) == 0 && lstat(path.c_str(), &named) == 0 && open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

class MaskingSession {
 public:
  MaskingSession(const OpenFile& file, int write_fd, const drill::Target& target, const SweepOptions& options, Masking& masking)
      : file_(file), write_fd_(write_fd), target_(target), options_(options), masking_(masking) {}

  std::optional<Fault> run() {
    if (auto fault = open_alone_or_shared()) return fault;
    Cells cells(*database_, file_, target_, options_);
    std::optional<Fault> fault = change(cells);
    if (!fault) fault = compact();
    restore_mode();
    masking_.has_piece = !fault && !full_texts_.empty() && piece_stands(cells.pieces());
    return fault;
  }

 private:
  Fault failure() const {
    if (database_->is_busy()) return left_fault(busy_database(file_.path));
    return unread_fault("The database could not be changed: " + database_->reason() + ".");
  }

  // With everybody else locked out, if that can be had; else, in WAL mode, beside readers that rest.
  std::optional<Fault> open_alone_or_shared() {
    for (bool alone : {true, false}) {
      database_.emplace(file_.path, Access::kWrite);
      if (alone) database_->run("PRAGMA locking_mode=EXCLUSIVE");
      mode_ = database_->text_of("PRAGMA main.journal_mode");
      database_->number_of("SELECT count(*) FROM sqlite_schema");
      if (database_->ok() && alone) mode_ = database_->text_of("PRAGMA main.journal_mode");
      if (database_->ok() && alone) database_->run("BEGIN EXCLUSIVE; COMMIT");
      if (database_->ok()) {
        masking_.was_alone = alone;
        break;
      }
      if (!alone || !database_->is_busy() || !is_in_wal_mode(file_.fd)) return failure();
    }
    if (!is_same_file(file_.fd, file_.path)) {
      return left_fault({file_.path, 0, "changing", "the file was replaced meanwhile: the same command again"});
    }
    if (database_->is_read_only()) return left_fault(obstacle(EACCES, file_.fd, file_.path));
    database_->run("PRAGMA main.secure_delete=ON");
    if (mode_ != "wal") database_->text_of("PRAGMA main.journal_mode=WAL");
    // Where there can be no WAL, the rollback journal stays in place and is overwritten afterwards.
    if (database_->ok() && database_->text_of("PRAGMA main.journal_mode") != "wal") database_->text_of("PRAGMA main.journal_mode=PERSIST");
    return database_->ok() ? std::nullopt : std::optional(failure());
  }

  std::optional<Fault> change(Cells& cells) {
    if (!database_->run("BEGIN IMMEDIATE")) return failure();
    Schema schema = schema_of(*database_);
    full_texts_ = schema.full_texts;
    if (!database_->ok()) return abandoned();
    for (const Table& table : schema.tables) {
      if (cells.mask_table(table, masking_.rows_left)) continue;
      if (!is_about_one_table()) return abandoned();
      masking_.incomplete = database_->reason();
      database_->forget_error();
    }
    for (const auto& name : full_texts_) {
      std::string table = sql_name(name);
      // An index without text of its own refuses the first; the raw pages tell then whether something is left.
      for (const char* command : {"rebuild", "optimize"}) {
        if (!database_->run("INSERT INTO main." + table + "(" + table + ") VALUES('" + command + "')") && !is_about_one_table()) return abandoned();
        database_->forget_error();
      }
    }
    if (!database_->run("COMMIT")) return abandoned();
    return std::nullopt;
  }

  // A function, tokenizer or module that only the program knows that made the database.
  bool is_about_one_table() const { return (database_->error() & 0xff) == 1; }

  Fault abandoned() {
    Fault fault = failure();
    database_->run("ROLLBACK");
    return fault;
  }

  std::optional<Fault> compact() {
    if (!database_->run("VACUUM")) return failure();
    if (masking_.was_alone) overwrite_cut_end();
    checkpoint(masking_.was_alone ? "FULL" : "TRUNCATE");
    if (masking_.was_alone && !masking_.is_busy) {
      overwrite_file(file_.path + "-wal");
      checkpoint("TRUNCATE");
    }
    return database_->ok() ? std::nullopt : std::optional(failure());
  }

  // Its first column says whether a reader or writer was in the way.
  void checkpoint(const std::string& how) {
    masking_.is_busy = database_->number_of("PRAGMA main.wal_checkpoint(" + how + ")") != 0;
    if (database_->is_busy()) {
      masking_.is_busy = true;
      database_->forget_error();
    }
  }

  // All pages that count are in the synced WAL now; what lies behind the last of them is about to be cut off.
  void overwrite_cut_end() {
    if (database_->text_of("PRAGMA main.journal_mode") != "wal") return;
    int64_t end = database_->number_of("PRAGMA main.page_count") * database_->number_of("PRAGMA main.page_size");
    if (database_->ok() && end > 0) overwrite_from(write_fd_, static_cast<uint64_t>(end));
  }

  void restore_mode() {
    database_->forget_error();
    if (mode_ != "wal") database_->text_of("PRAGMA main.journal_mode=DELETE");
    // Pages of an earlier journal_mode=persist; what could still be rolled back is not touched.
    if (masking_.was_alone && !is_hot_journal(file_.path + "-journal")) overwrite_file(file_.path + "-journal");
  }

  bool piece_stands(const MiddlePieces& pieces) const {
    link::Fd wal(open((file_.path + "-wal").c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    return pieces.stand_in(file_.fd) || pieces.stand_in(wal.get());
  }

  const OpenFile& file_;
  int write_fd_;
  const drill::Target& target_;
  const SweepOptions& options_;
  Masking& masking_;
  std::optional<Database> database_;
  std::string mode_;
  std::vector<std::string> full_texts_;
};

}  // namespace

Left busy_database(const std::string& path) {
  return Left{path, 0, "busy", "another program has " + quoted(path) + " open: end it (fuser -v " + quoted(path) + " names it), then the same command again"};
}

std::optional<Fault> mask_database(const OpenFile& file, const drill::Target& target, const SweepOptions& options, Masking& masking) {
  // Tells why it cannot be written to, where SQLite would open it for reading only. Kept until SQLite is done: closing any
  // descriptor of the file drops the locks that this process has on it.
  link::Fd writable(open(file.path.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!writable) return left_fault(obstacle(errno, file.fd, file.path));
  struct stat before{};
  if (fstat(writable.get(), &before) != 0) return errno_fault("The database could not be looked at", errno);
  auto fault = MaskingSession(file, writable.get(), target, options, masking).run();
  const timespec times[] = {before.st_atim, before.st_mtim};
  if (options.keep_times) futimens(writable.get(), times);
  return fault;
}

}  // namespace redactd::files
