#include "core/drill/match.h"

namespace redactd::drill {

const char* name_of(Form form) {
  static constexpr std::array<const char*, kForms> kNames = {"plain", "base64", "base64url", "hex",  "percent", "json",  "shell",
                                                             "utf16", "zsh",    "folded",    "ansi", "rule",    "prefix"};
  return kNames[static_cast<size_t>(form)];
}

const char* name_of(Rank rank) {
  static constexpr std::array<const char*, 4> kNames = {"whole", "sure", "likely", "weak"};
  return kNames[static_cast<size_t>(rank)];
}

}  // namespace redactd::drill
