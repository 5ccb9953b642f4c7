// The plain way to search for many patterns: one RE2::Set, asked line by line. It tells which rule, never where.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "core/engine/rule.h"

namespace redactd::bench {

class Re2Set {
 public:
  // Writes prefix, regex and context rules as one regular expression each; argv rules have no such form and are left out,
  // which favours the set.
  explicit Re2Set(const std::vector<RuleSpec>& rules);
  ~Re2Set();

  size_t size() const;
  // Number of lines that match at least one rule.
  size_t matching_lines(std::string_view text) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace redactd::bench
