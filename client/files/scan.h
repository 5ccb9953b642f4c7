// Searches one part of one open file.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "client/files/bench.h"
#include "core/drill/match.h"

namespace redactd::files {

struct Range {
  uint64_t report_from = 0;  // matches that begin in [report_from, end) are this range's
  uint64_t end = 0;
};

// Text before a range that is read for what it says about the first matches: a target's reach, and room for blocks of several
// lines that a rule knows.
uint64_t context_bytes(const drill::Target& target);

// What scrub masks; a weak partial is only counted.
inline bool is_hit(const drill::Match& match) { return match.rank != drill::Rank::kWeak; }

// Matches of one piece, sorted, and the bytes from file offset `begin` on that hold all of them.
using PieceFn = std::function<void(const std::vector<drill::Match>& matches, std::span<char> text, uint64_t begin)>;

// `size`: where the file ends; what was appended since is another round's. A file that is shorter by now ends where it ends.
// `sparse`: it may have holes. The result is errno of a read that failed, or 0.
int scan(int fd, const Range& range, uint64_t size, bool sparse, const drill::Target& target, Bench& bench, const PieceFn& piece);

// pread(2) until `bytes` are there or the file ends. -1: errno says why.
int64_t read_at(int fd, char* buffer, size_t bytes, uint64_t offset);

}  // namespace redactd::files
