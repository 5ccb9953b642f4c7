#include "client/files/handler.h"

#include <new>

#include "client/files/formats/archive.h"
#include "client/files/formats/compressed.h"
#include "client/files/formats/git.h"
#include "client/files/formats/journal.h"
#include "client/files/formats/sqlite.h"

namespace redactd::files {
namespace {

FileResult dispatch(Format format, const OpenFile& file, const drill::Target& target, const SweepOptions& options) {
  switch (format) {
    case Format::kGzip:
    case Format::kZstd:
    case Format::kXz:
      return handle_compressed(format, file, target, options);
    case Format::kSqlite:
      return handle_sqlite(file, target, options);
    case Format::kJournal:
      return handle_journal(file, target, options);
    case Format::kGitObject:
      return handle_git_object(file, target, options);
    case Format::kTar:
      return handle_tar(file, target, options);
    case Format::kZip:
      return handle_zip(file, target, options);
    case Format::kEncrypted:
      return handle_encrypted(file, target, options);
    case Format::kPlain:
      break;
  }
  return {};
}

}  // namespace

FileResult handle(Format format, const OpenFile& file, const drill::Target& target, const SweepOptions& options) {
  try {
    return dispatch(format, file, target, options);
  } catch (const std::bad_alloc&) {
    FileResult result;
    result.unread = "There is not enough memory to read it.";
    return result;
  }
}

void count(const drill::Match& match, const OpenFile& file, const SweepOptions& options, FileResult& result) {
  switch (match.rank) {
    case drill::Rank::kWhole:
      ++result.matches;
      ++result.by_form[static_cast<size_t>(match.form)];
      return;
    case drill::Rank::kSure:
    case drill::Rank::kLikely:
      ++result.partials;
      break;
    case drill::Rank::kWeak:
      ++result.weak;
      break;
  }
  if (options.action == Action::kList) result.spots.push_back({file.path, 0, match.begin, match.chars, match.rank, match.form});
}

}  // namespace redactd::files
