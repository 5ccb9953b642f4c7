// Ids, labels and titles of ours, made from a foreign rule's.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "core/import/foreign.h"

namespace redactd {

// "gitleaks-aws-access-token", "kingfisher-aws-1"; "-2", "-3" behind it where that is in `taken`, to which it is added.
std::string rule_id_for(Scanner scanner, std::string_view foreign_id, std::set<std::string>& taken);

// "AWS_ACCESS_TOKEN". Two rules may share one.
std::string label_for(std::string_view name);

// Printable ASCII, at most `most` bytes: for titles, sources and messages.
std::string printable(std::string_view text, size_t most);

}  // namespace redactd
