#include "core/drill/needle.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/drill/base64_bits.h"
#include "core/drill/walk.h"

namespace redactd::drill {
namespace {

constexpr size_t kAnchorBytes = 8;
constexpr size_t kPartialBytes = 4;   // behind the public prefix
constexpr size_t kTailBytes = 8;
constexpr size_t kLookBackBytes = 200;  // a head with breaks and escapes in it is no longer

}  // namespace

Needle::Needle(SecretView value, size_t public_prefix, SecretMemory& memory)
    : public_prefix_(public_prefix), spellings_(spellings_of(value, memory)), ranker_(value.expose(), public_prefix) {}

void Needle::add_anchors(uint32_t number, bool partials, bool encoded, Anchors& anchors) const {
  const std::string_view plain = value();
  const size_t most = std::min(kAnchorBytes, plain.size() - 2);  // never the whole of it
  for (uint32_t i = 0; i < (encoded ? spellings_.size() : 1); ++i) {
    const std::string_view bytes = spellings_[i].bytes.expose();
    const bool first = i == 0;
    const size_t head = first ? std::min(public_prefix_ + kPartialBytes, plain.size() - 2) : most;
    anchors.add(bytes, 0, head, {number, i, Role::kHead, 0});
    if (first || is_base64(spellings_[i].encoding)) anchors.add(bytes, head, first ? kPartialBytes : most, {number, i, Role::kSecond, 0});
  }
  if (partials && plain.size() > kTailBytes) anchors.add(plain, plain.size() - kTailBytes, kTailBytes, {number, 0, Role::kTail, 0});
}

size_t Needle::longest_spelling() const {
  size_t longest = 0;
  for (const Spelling& spelling : spellings_) longest = std::max(longest, spelling.bytes.size());
  return longest;
}

Match Needle::match_of(size_t begin, size_t end, Form form, Encoding encoding) const {
  Match match;
  match.begin = begin;
  match.end = end;
  match.form = form;
  match.chars = static_cast<uint32_t>(value().size());
  match.encoding = static_cast<uint8_t>(encoding);
  return match;
}

std::optional<Match> Needle::plain_at(std::string_view text, size_t begin) const {
  Walk walk = walk_plain(text, begin, value());
  if (walk.fits < value().size()) return std::nullopt;
  Match match = match_of(begin, walk.end, walk.folded ? Form::kFolded : walk.coloured ? Form::kAnsi : Form::kPlain, Encoding::kRaw);
  match.parts = std::move(walk.parts);
  return match;
}

std::optional<Match> Needle::escaped_at(std::string_view text, size_t begin) const {
  if (const auto end = walk_json(text, begin, value())) return match_of(begin, *end, Form::kJson, Encoding::kRaw);
  if (const auto end = walk_percent(text, begin, value())) return match_of(begin, *end, Form::kPercent, Encoding::kRaw);
  if (const auto end = walk_shell(text, begin, value())) return match_of(begin, *end, Form::kShell, Encoding::kRaw);
  return std::nullopt;
}

// With the characters that it shares with its neighbours, where they stand there.
std::optional<Match> Needle::base64_at(std::string_view text, size_t begin, const Spelling& spelling) const {
  const std::string_view own = spelling.bytes.expose();
  Walk walk = walk_plain(text, begin, own);
  if (walk.fits < own.size()) return std::nullopt;
  const Base64Alphabet& alphabet = is_base64_url(spelling.encoding) ? kBase64Url : kBase64;
  const Base64Span span = base64_span(base64_shift(spelling.encoding), value().size());
  const bool wants_left = span.first_own > span.first_touched, wants_right = span.end_touched > span.end_own;
  const bool left = wants_left && begin > 0 && sextet(alphabet, text[begin - 1]);
  const bool right = wants_right && walk.end < text.size() && sextet(alphabet, text[walk.end]);
  const Form form = walk.folded ? Form::kFolded : walk.coloured ? Form::kAnsi : spelling.form;
  const bool complete = left == wants_left && right == wants_right;
  Match match = match_of(begin - (left ? 1 : 0), walk.end + (right ? 1 : 0), form, complete ? spelling.encoding : Encoding::kRaw);
  match.parts = std::move(walk.parts);
  if (!match.parts.empty()) {
    match.parts.front().begin = match.begin;
    match.parts.back().end = match.end;
  }
  return match;
}

std::optional<Match> Needle::whole_at(std::string_view text, size_t begin, uint32_t number) const {
  const Spelling& spelling = spellings_[number];
  if (is_base64(spelling.encoding)) return base64_at(text, begin, spelling);
  const std::string_view own = spelling.bytes.expose();
  if (spelling.form == Form::kPlain) {
    if (auto match = plain_at(text, begin)) return match;
    return escaped_at(text, begin);
  }
  if (spelling.form == Form::kHex || spelling.form == Form::kUtf16 || spelling.form == Form::kZsh) {
    if (text.substr(begin, own.size()) != own) return std::nullopt;
    return match_of(begin, begin + own.size(), spelling.form, spelling.encoding);
  }
  return escaped_at(text, begin);
}

std::optional<Match> Needle::whole_before(std::string_view text, size_t hit, uint32_t number) const {
  const char first = spellings_[number].bytes.expose().front();
  const size_t from = hit > kLookBackBytes ? hit - kLookBackBytes : 0;
  for (size_t begin = hit; begin-- > from;) {
    const char c = text[begin];
    if (c != first && c != '%' && c != '\\' && c != '\'') continue;
    auto match = whole_at(text, begin, number);
    if (match && match->end > hit) return match;
  }
  return std::nullopt;
}

std::optional<Match> Needle::head_at(std::string_view text, size_t begin) const {
  const size_t length = common_prefix(text, begin, value());
  if (length <= public_prefix_ || length >= value().size()) return std::nullopt;
  const std::string_view shown = value().substr(public_prefix_, length - public_prefix_);
  Match match = match_of(begin, begin + length, Form::kPlain, Encoding::kRaw);
  match.chars = static_cast<uint32_t>(shown.size());
  const bool before = begin > 0 && is_word(text[begin - 1]);
  const bool behind = match.end < text.size() && is_word(text[match.end]);
  match.rank = ranker_.rank(shown, true, before, behind);
  return match;
}

std::optional<Match> Needle::tail_before(std::string_view text, size_t end) const {
  size_t length = 0;
  const std::string_view own = value();
  while (length < own.size() && length < end && text[end - 1 - length] == own[own.size() - 1 - length]) ++length;
  if (length < kTailBytes || length >= own.size()) return std::nullopt;
  Match match = match_of(end - length, end, Form::kPlain, Encoding::kRaw);
  match.chars = static_cast<uint32_t>(std::min(length, own.size() - public_prefix_));
  const bool before = match.begin > 0 && is_word(text[match.begin - 1]);
  const bool behind = end < text.size() && is_word(text[end]);
  match.rank = ranker_.rank(own.substr(own.size() - match.chars), false, before, behind);
  return match;
}

}  // namespace redactd::drill
