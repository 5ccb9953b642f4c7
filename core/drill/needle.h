// One value (or one line of a value) with its spellings, and the reading of a place where it may stand.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/drill/anchors.h"
#include "core/drill/partial.h"
#include "core/drill/spelling.h"

namespace redactd::drill {

class Needle {
 public:
  // `public_prefix` as in ValueOptions. Spellings live in `memory`.
  Needle(SecretView value, size_t public_prefix, SecretMemory& memory);

  // Adds what must be searched for; `partials`: pieces of the value too.
  void add_anchors(uint32_t number, bool partials, bool encoded, Anchors& anchors) const;

  // The whole value, in a spelling of which an anchor was hit that would make it begin at `begin`.
  std::optional<Match> whole_at(std::string_view text, size_t begin, uint32_t spelling) const;
  // The same where the hit stands behind a head that something cuts or escapes: looks for a beginning before `hit`.
  std::optional<Match> whole_before(std::string_view text, size_t hit, uint32_t spelling) const;
  // The value's first characters at `begin`; its last ones up to `end`. Not the whole value.
  std::optional<Match> head_at(std::string_view text, size_t begin) const;
  std::optional<Match> tail_before(std::string_view text, size_t end) const;

  size_t longest_spelling() const;

 private:
  std::optional<Match> plain_at(std::string_view text, size_t begin) const;
  std::optional<Match> escaped_at(std::string_view text, size_t begin) const;
  std::optional<Match> base64_at(std::string_view text, size_t begin, const Spelling& spelling) const;
  Match match_of(size_t begin, size_t end, Form form, Encoding encoding) const;
  std::string_view value() const { return spellings_.front().bytes.expose(); }

  size_t public_prefix_;
  std::vector<Spelling> spellings_;
  PartialRanker ranker_;
};

}  // namespace redactd::drill
