// Is a value that stands behind a telling key a secret? The tiers of docs/rules.md.
#pragma once

#include <string_view>

#include "core/engine/confirm/candidate.h"
#include "core/engine/refusal.h"

namespace redactd {

struct ValueSetting {
  ContextTier tier = ContextTier::kSecret;
  bool quoted = false;
  bool colon = false;   // "password: x", which prose writes too
  bool blank = false;   // "token x": nothing but a blank says that they belong together
  bool element = false; // the text of an XML element, all of which is the value
  bool scheme = false;  // `Bearer x`: the scheme says that x is a credential
  bool bare_key = false;  // the name is `key` and nothing more: caches and tables have those too
  bool stated = false;  // "the password is x"
  bool ends_line = false;  // `password x` and nothing else on the line, as in netrc(5)
};

// What tokens behind a key (tiers secret and key) need, in bits a byte.
inline constexpr double kMinValueEntropy = 3;

// Which check refuses the value; kNone: it is a secret.
Refusal refuse_value(std::string_view line, Span value, const ValueSetting& setting);
inline bool is_secret_value(std::string_view line, Span value, const ValueSetting& setting) {
  return refuse_value(line, value, setting) == Refusal::kNone;
}

}  // namespace redactd
