// Random text that is made of what the engine has to tell apart: tokens, keywords, quotes, escapes, blocks, noise.
#pragma once

#include <rapidcheck.h>

#include <string>

#include "core/base/bytes.h"
#include "tests/support/rules.h"

namespace redactd::test {

inline std::string fragment(unsigned kind, unsigned seed) {
  switch (kind) {
    case 0: return "ghp_" + fake_body(seed);
    case 1: return "password=" + fake_body(seed, 4 + seed % 20);
    case 2: return "token: \"" + fake_body(seed, 6 + seed % 30) + "\"";
    case 3: return "https://user:" + fake_body(seed, 9) + "@host/x";
    case 4: return "\"api_key\":\"" + fake_body(seed, 20) + "\",";
    case 5: return "-----BEGIN RSA PRIVATE KEY-----\n" + fake_body(seed, 64) + "\n" + fake_body(seed + 1, 20) + "\n-----END RSA PRIVATE KEY-----";
    case 6: return "xoxb-" + fake_body(seed, 24);
    case 7: return "EXID012345:abcdefgh";
    case 8: return "ghp_" + fake_body(seed, seed % 40);
    case 9: return "[REDACTED_TOKEN]";
    case 10: return "\x1b[3" + std::to_string(seed % 8) + "m";
    case 11: return std::string(1, static_cast<char>(seed));
    case 12: return "mysql -uroot -p" + fake_body(seed, 8) + " db";
    case 13: return "the password of the token is secret";
    case 14: return "\\\n";
    case 15: return fake_body(seed % 7, 16);
    case 16: return "\r";
    case 17: return "-----BEGIN";
    case 18: return "key='" + fake_body(seed, 18);
    case 19: return base64_encode("password=" + fake_body(seed, 12) + " x");
    case 20: return percent_encode("&token=" + fake_body(seed, 20));
    case 21: return "\\u003d\\/" + fake_body(seed, 12);
    default: {
      static constexpr std::string_view kPunctuation = " \n\t=:;,\"'`\\{}[]()<>&|@/.-_#$%*\x00\xff";
      return std::string(1, kPunctuation[seed % kPunctuation.size()]);
    }
  }
}

inline rc::Gen<std::string> text() {
  const auto one = rc::gen::apply(fragment, rc::gen::inRange<unsigned>(0, 33), rc::gen::inRange<unsigned>(0, 256));
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(one), [](const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) out += part;
    return out;
  });
}

}  // namespace redactd::test
