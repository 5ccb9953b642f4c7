#include "client/files/formats/sqlite.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>

#include "client/files/filesystem.h"
#include "client/files/formats/file_bytes.h"
#include "client/files/formats/scan.h"
#include "client/files/formats/sqlite_count.h"
#include "client/files/formats/sqlite_mask.h"
#include "client/files/formats/sqlite_names.h"
#include "client/files/obstacle.h"

namespace redactd::files {
namespace {

uint64_t found_in(const FileResult& result) { return result.matches + result.partials; }

// What the raw bytes still show, and why.
void note_what_stays(const OpenFile& file, const Masking& masking, uint64_t remaining, FileResult& result) {
  if (remaining == 0 && !masking.has_piece && masking.rows_left == 0) return;
  Left left{file.path, std::max(remaining, std::max<uint64_t>(masking.rows_left, 1)), "io", ""};
  std::string path = quoted(file.path);
  if (masking.is_busy) {
    left = busy_database(file.path);
    left.count = std::max<uint64_t>(remaining, 1);
  } else if (masking.rows_left > 0) {
    left.advice = "rows that a unique key keeps apart could not be masked: delete them with the program that " + path + " belongs to";
  } else if (!masking.incomplete.empty()) {
    left.advice = "a table could not be changed (" + masking.incomplete + "): delete the rows with the program that " + path + " belongs to";
  } else {
    left.advice = "an index or the schema of " + path + " still holds a piece: rebuild it with the program that it belongs to";
  }
  result.left = left;
}

FileResult mask(const OpenFile& file, const drill::Target& target, const SweepOptions& options) {
  FileResult result, beside;
  auto fault = count_database(file, target, options, result);
  if (!fault) fault = count_remaining(file, target, options, beside);
  // Raw bytes of the database are in both counts; what stands beside it is in the second alone.
  if (beside.matches > result.matches) result.by_form = beside.by_form;
  result.matches = std::max(result.matches, beside.matches);
  result.partials = std::max(result.partials, beside.partials);
  uint64_t before = found_in(result);
  if (fault || before == 0) {
    if (fault) note(*fault, before, result);
    return result;
  }
  Masking masking;
  fault = mask_database(file, target, options, masking);
  FileResult after;
  auto unreadable = count_remaining(file, target, options, after);
  uint64_t remaining = found_in(after);
  result.masked = before > remaining ? before - remaining : 0;
  result.residue = leaves_residue(file.fd) || !masking.was_alone;
  if (result.masked > 0 || masking.is_busy) result.how = "sqlite";
  if (fault) {
    note(*fault, remaining, result);
  } else if (unreadable) {
    note(*unreadable, remaining, result);
  } else {
    note_what_stays(file, masking, remaining, result);
  }
  return result;
}

// The database of a -wal or -journal that was named without it.
FileResult mask_named_alone(const std::string& database, const OpenFile& file, const drill::Target& target, const SweepOptions& options) {
  bool is_named = std::find(options.paths.begin(), options.paths.end(), file.path) != options.paths.end();
  bool comes_anyway = std::find(options.paths.begin(), options.paths.end(), database) != options.paths.end();
  if (!is_named || comes_anyway) return {};
  link::Fd fd(open(database.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat facts{};
  FileResult result;
  if (!fd || fstat(fd.get(), &facts) != 0 || !S_ISREG(facts.st_mode) || read_at(fd.get(), 0, kSqliteMagic.size()) != kSqliteMagic) {
    result.unread = "The file beside it is no database: it was not touched.";
    return result;
  }
  return mask({fd.get(), database, static_cast<uint64_t>(facts.st_size), facts.st_nlink}, target, options);
}

}  // namespace

FileResult handle_sqlite(const OpenFile& file, const drill::Target& target, const SweepOptions& options) {
  bool is_database = read_at(file.fd, 0, kSqliteMagic.size()) == kSqliteMagic;
  if (options.action == Action::kMask) {
    if (is_database) return mask(file, target, options);
    return mask_named_alone(database_beside(read_at(file.fd, 0, 512), file.path), file, target, options);
  }
  FileResult result;
  auto fault = is_database ? count_database(file, target, options, result) : count_raw(file.fd, file, target, options, result);
  if (fault) note(*fault, found_in(result), result);
  if (found_in(result) > 0) result.how = "sqlite";
  return result;
}

}  // namespace redactd::files
