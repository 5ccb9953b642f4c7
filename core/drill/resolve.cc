#include "core/drill/resolve.h"

#include <algorithm>
#include <map>

#include "core/drill/mask.h"
#include "core/drill/spelling.h"

namespace redactd::drill {
namespace {

bool better(const Match& a, const Match& b) {
  if (a.rank != b.rank) return a.rank < b.rank;
  if (a.end - a.begin != b.end - b.begin) return a.end - a.begin > b.end - b.begin;
  return a.begin < b.begin;
}

// The piece of `match` inside [begin, end). An encoding does not survive a cut, but for the one character that two values in
// a row share in base64.
Match piece_of(const Match& match, uint64_t begin, uint64_t end) {
  Match piece = match;
  piece.begin = begin;
  piece.end = end;
  if (begin == match.begin && end == match.end) return piece;
  const bool shared_edge = begin == match.begin + 1 && end == match.end && match.parts.empty() && has_leading_edge(match.encoding);
  piece.encoding = shared_edge ? without_leading_edge(match.encoding) : static_cast<uint8_t>(Encoding::kRaw);
  piece.parts.clear();
  for (const Segment& part : match.parts) {
    const Segment inside{std::max(part.begin, begin), std::min(part.end, end)};
    if (inside.begin < inside.end) piece.parts.push_back(inside);
  }
  if (!match.parts.empty() && piece.parts.empty()) piece.end = piece.begin;  // nothing but a break
  return piece;
}

using Kept = std::map<uint64_t, Match>;

// Puts in what of `match` nothing better covers.
void keep(Kept& kept, const Match& match) {
  uint64_t at = match.begin;
  auto next = kept.upper_bound(at);
  if (next != kept.begin() && std::prev(next)->second.end > at) at = std::prev(next)->second.end;
  while (at < match.end) {
    const uint64_t end = next == kept.end() ? match.end : std::min(match.end, next->first);
    const bool cut = at != match.begin || end != match.end;
    if (at < end && !(cut && match.rank == Rank::kWeak)) {
      Match piece = piece_of(match, at, end);
      if (piece.begin < piece.end) kept.emplace(at, std::move(piece));
    }
    if (next == kept.end()) break;
    at = std::max(at, next->second.end);
    ++next;
  }
}

}  // namespace

void resolve(std::vector<Match>& matches) {
  if (matches.size() < 2) return;
  std::sort(matches.begin(), matches.end(), better);
  Kept kept;
  for (const Match& match : matches) keep(kept, match);
  matches.clear();
  for (auto& [begin, match] : kept) matches.push_back(std::move(match));
}

}  // namespace redactd::drill
