#include "core/engine/confirm/auth_scheme.h"

#include <algorithm>
#include <array>

#include "core/base/bytes.h"

namespace redactd {
namespace {

// IANA's HTTP Authentication Scheme Registry, and what vendors use besides.
constexpr auto kSchemes = std::to_array<std::string_view>({
    "basic", "bearer", "token", "digest", "negotiate", "apikey", "api-key", "key", "hoba", "dpop", "bot", "splunk", "ssws", "sso-key",
    "geniekey", "jwt", "oauth", "mac", "hawk", "aws4-hmac-sha256", "sharedkey", "deepl-auth-key", "klaviyo-api-key", "client-id", "zoho-oauthtoken"});

bool is_scheme(std::string_view word) {
  return std::any_of(kSchemes.begin(), kSchemes.end(), [&](std::string_view scheme) { return equals_caseless(word, scheme); });
}

}  // namespace

std::optional<Value> skip_auth_scheme(std::string_view line, const Value& value, bool line_value) {
  const std::string_view text = line.substr(value.span.begin, value.span.size());
  const size_t blank = std::min(text.find(' '), text.size());
  if (blank == 0 || !is_scheme(text.substr(0, blank))) return std::nullopt;
  size_t at = value.span.begin + blank;
  while (at < line.size() && line[at] == ' ') ++at;
  if (at == value.span.begin + blank) return std::nullopt;
  if (value.quoted && at < value.span.end) return Value{{at, value.span.end}, true, value.closed};
  return read_value(line, at, line_value);
}

}  // namespace redactd
