#include <algorithm>
#include <set>

#include "core/base/bytes.h"
#include "core/engine/snapshot_impl.h"
#include "daemon/control/rule_book.h"

namespace redactd::daemon {

namespace {

bool of_values_only(const Snapshot::Impl& impl, size_t literal) {
  return std::all_of(impl.members.begin() + impl.starts[literal], impl.members.begin() + impl.starts[literal + 1], [&](uint32_t rule) {
    return rule < impl.rules.size() && impl.compiled(rule).spec().kind == RuleKind::kExact;
  });
}

}  // namespace

std::string anchors_file(const Snapshot& snapshot) {
  const Snapshot::Impl& impl = snapshot.impl();
  std::set<std::string> literals;
  for (size_t i = 0; i < impl.literals.literals.size(); ++i) {
    const Literal& literal = impl.literals.literals[i];
    if (literal.bytes.find('\n') == std::string::npos && !of_values_only(impl, i)) literals.insert(lowercase(literal.bytes));
  }
  std::string text = std::to_string(snapshot.generation()) + "\n";
  for (const std::string& literal : literals) text += literal + "\n";
  if (!impl.exact.empty()) text += "\n";
  return text;
}

}  // namespace redactd::daemon
