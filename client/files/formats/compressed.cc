#include "client/files/formats/compressed.h"

#include "client/files/filesystem.h"
#include "client/files/formats/compressed_source.h"
#include "client/files/formats/recompress.h"
#include "client/files/formats/replacement.h"
#include "client/files/formats/tar_headers.h"
#include "client/files/obstacle.h"

namespace redactd::files {
namespace {

struct Survey {
  uint64_t maskable = 0;
  uint64_t in_headers = 0;  // of a tar inside
};

std::optional<Fault> survey(Format format, const OpenFile& file, const drill::Target& target, const SweepOptions& options,
                            FileResult& result, Survey& found) {
  CompressedSource source(file.fd, format, file.path);
  TarFilter filter;
  auto take = [&](Piece piece) -> std::optional<Fault> {
    filter.look_at(piece);
    for (const auto& match : piece.matches) {
      count(match, file, options, result);
      if (is_masked(match)) ++(filter.permits(match) ? found.maskable : found.in_headers);
    }
    source.take_boundaries();
    return std::nullopt;
  };
  if (auto fault = scan(target, [&](std::span<char> room) { return source.pull(room); }, take)) return fault;
  auto take_tail = [&](Piece piece) -> std::optional<Fault> {
    for (const auto& match : piece.matches) {
      count(match, file, options, result);
      if (is_masked(match)) ++found.maskable;
    }
    return std::nullopt;
  };
  return scan(target, pull_file(file.fd, source.tail_begin()), take_tail);
}

// More than one name, or a match where none may be put.
void note_what_stays(const OpenFile& file, const Survey& found, FileResult& result) {
  if (found.in_headers == 0) return;
  result.left = Left{file.path, found.in_headers, "archive",
                     "a name in the archive holds it: unpack " + quoted(file.path) + ", rename, pack again, delete the old archive"};
}

}  // namespace

FileResult handle_compressed(Format format, const OpenFile& file, const drill::Target& target, const SweepOptions& options) {
  FileResult result;
  result.bytes_seen = file.size;
  if (options.action == Action::kMask) finish_killed_rewrite(file.path);
  Survey found;
  if (auto fault = survey(format, file, target, options, result, found)) {
    note(*fault, found.maskable + found.in_headers, result);
    return result;
  }
  note_what_stays(file, found, result);
  if (found.maskable == 0) return result;
  if (file.links > 1) {
    note(many_names(file.path), found.maskable + found.in_headers, result);
    return result;
  }
  if (options.action == Action::kMask) {
    uint64_t masked = 0;
    if (auto fault = recompress(format, file, target, options, masked)) {
      note(*fault, found.maskable + found.in_headers, result);
      return result;
    }
    result.masked = masked;
  }
  result.how = "rewritten";
  result.residue = leaves_residue(file.fd);
  return result;
}

}  // namespace redactd::files
