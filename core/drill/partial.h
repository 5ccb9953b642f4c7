// How much a piece of a value gives away (design 11, "Partial"; findings: false hits by alphabet and length).
#pragma once

#include <string_view>

#include "core/drill/match.h"

namespace redactd::drill {

// What is known of the whole value: its secret part is what follows the public prefix.
class PartialRanker {
 public:
  PartialRanker(std::string_view value, size_t public_prefix);

  // `shown`: the secret characters that stand there. `begins`: it is the value's start (else its end). `before`, `behind`: a
  // byte of [0-9A-Za-z_] touches it on that side.
  Rank rank(std::string_view shown, bool begins, bool before, bool behind) const;

 private:
  double bits_per_character_;  // of the secret part's smallest alphabet
  bool has_public_prefix_;
};

}  // namespace redactd::drill
