#include "core/drill/resolve.h"

#include <algorithm>
#include <map>
#include <optional>

#include "core/drill/mask.h"
#include "core/drill/spelling.h"

namespace redactd::drill {
namespace {

bool better(const Match& a, const Match& b) {
  if (a.rank != b.rank) return a.rank < b.rank;
  if (a.chars != b.chars) return a.chars > b.chars;
  if (a.begin != b.begin) return a.begin < b.begin;
  return a.end > b.end;
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

struct KeptMatch {
  Match match;
  bool piece = false;  // what is left of a match that something better covers in part
};
using Kept = std::map<uint64_t, KeptMatch>;

// How many bytes at its begin a better match covers, if nothing else of it is covered.
std::optional<uint64_t> covered_at_begin(const Kept& kept, const Match& match) {
  const auto next = kept.upper_bound(match.begin);
  if (next != kept.end() && next->first < match.end) return std::nullopt;
  if (next == kept.begin() || std::prev(next)->second.match.end <= match.begin) return 0;
  return std::prev(next)->second.match.end - match.begin;
}

// Puts in what of `match` nothing better covers.
void keep(Kept& kept, const Match& match) {
  uint64_t at = match.begin;
  auto next = kept.upper_bound(at);
  if (next != kept.begin() && std::prev(next)->second.match.end > at) at = std::prev(next)->second.match.end;
  while (at < match.end) {
    const uint64_t end = next == kept.end() ? match.end : std::min(match.end, next->first);
    const bool cut = at != match.begin || end != match.end;
    if (at < end && !(cut && match.rank == Rank::kWeak)) {
      Match piece = piece_of(match, at, end);
      if (piece.begin < piece.end) kept.emplace(at, KeptMatch{std::move(piece), cut});
    }
    if (next == kept.end()) break;
    at = std::max(at, next->second.match.end);
    ++next;
  }
}

}  // namespace

void resolve(std::vector<Match>& matches) {
  if (matches.size() < 2) return;
  std::sort(matches.begin(), matches.end(), better);
  // First those that stand whole, then what is left of the others: a value that overlaps itself is counted as a reader would.
  Kept kept;
  std::vector<const Match*> covered;
  for (const Match& match : matches) {
    const auto covered_bytes = covered_at_begin(kept, match);
    if (covered_bytes == 0 || (covered_bytes == 1 && has_leading_edge(match.encoding) && match.parts.empty())) {
      const uint64_t begin = match.begin + *covered_bytes;
      kept.emplace(begin, KeptMatch{piece_of(match, begin, match.end)});
    } else {
      covered.push_back(&match);
    }
  }
  for (const Match* match : covered) keep(kept, *match);
  matches.clear();
  bool after_piece = false;
  for (auto& [begin, each] : kept) {
    const bool joins = after_piece && each.piece && matches.back().end == begin && matches.back().label == each.match.label &&
                       matches.back().parts.empty() && each.match.parts.empty();
    if (joins) {
      matches.back().end = each.match.end;
    } else {
      matches.push_back(std::move(each.match));
    }
    after_piece = each.piece;
  }
}

}  // namespace redactd::drill
