// Any stream of bytes through a drill::Window: pulled in, searched, and handed on in settled pieces.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "client/files/formats/fault.h"
#include "core/drill/match.h"
#include "core/drill/target.h"

namespace redactd::files {

struct Pulled {
  size_t bytes = 0;
  bool last = false;           // nothing follows
  std::optional<Fault> fault;  // the stream cannot be gone on with; `bytes` are still good
};
// Puts bytes at the front of `room`.
using Pull = std::function<Pulled(std::span<char> room)>;

// Bytes that no later match can reach, with all matches that lie in them. Offsets count in the stream.
struct Piece {
  std::span<char> bytes;  // raw; writable
  uint64_t begin;
  std::vector<drill::Match>& matches;
};
// Takes a piece; a fault ends the scan.
using Take = std::function<std::optional<Fault>(Piece piece)>;

// `begin` and `report_from`: as drill::Window. After a fault of `pull` what came before it was still searched.
std::optional<Fault> scan(const drill::Target& target, const Pull& pull, const Take& take, uint64_t begin = 0, uint64_t report_from = 0);

// The bytes of a file from `offset` on, by pread(2), to its end or to `end`.
Pull pull_file(int fd, uint64_t offset = 0, uint64_t end = UINT64_MAX);

// What scrub masks; the rest is only counted.
inline bool is_masked(const drill::Match& match) { return match.rank != drill::Rank::kWeak; }

// Counts what is in a stream.
std::optional<Fault> count_stream(const Pull& pull, const OpenFile& file, const drill::Target& target, const SweepOptions& options,
                                  FileResult& result);

// Counts the raw bytes of a file into `result`, its size included.
std::optional<Fault> count_raw(int fd, const OpenFile& file, const drill::Target& target, const SweepOptions& options, FileResult& result);

}  // namespace redactd::files
