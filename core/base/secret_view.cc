#include "core/base/secret_view.h"

namespace redactd {

bool constant_time_equals(SecretView a, SecretView b) {
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    difference |= static_cast<unsigned char>(a.expose()[i]) ^ static_cast<unsigned char>(b.expose()[i]);
  }
  return difference == 0;
}

}  // namespace redactd
