// The narrow shape of a secret: what may be known about it without giving it away.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/secret_view.h"
#include "core/engine/rule.h"

namespace redactd {

struct Shape {
  std::string prefix;        // public, never part of the secret
  std::string alphabet;      // "0-9", "0-9a-f", "0-9A-Za-z", "0-9A-Za-z_-", "0-9A-Za-z+/="
  size_t length = 0;         // bytes behind the prefix
  std::string pattern;       // RE2
  std::string recognised_by; // id of the catalogue rule whose prefix it is; empty: derived
};

// nullopt: no usable prefix; such a secret goes to the vault as an exact value (design 4).
std::optional<Shape> derive_shape(SecretView secret, const std::vector<RuleSpec>& catalogue);

}  // namespace redactd
