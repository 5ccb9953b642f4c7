#include <set>

#include "core/base/bytes.h"
#include "core/engine/snapshot_impl.h"
#include "daemon/control/rule_book.h"

namespace redactd::daemon {

std::string anchors_file(const Snapshot& snapshot) {
  std::set<std::string> literals;
  for (const Literal& literal : snapshot.impl().literals.literals) {
    if (literal.bytes.find('\n') == std::string::npos) literals.insert(lowercase(literal.bytes));
  }
  std::string text = std::to_string(snapshot.generation()) + "\n";
  for (const std::string& literal : literals) text += literal + "\n";
  return text;
}

}  // namespace redactd::daemon
