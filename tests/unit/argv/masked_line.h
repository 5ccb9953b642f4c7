// A rule's flag, the rules of a test, and a line with their findings replaced by M.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/engine/argv/table.h"

inline redactd::ArgvFlag flag(std::string name, redactd::FlagValue value = redactd::FlagValue::kEither, std::string after = {},
                              std::vector<std::string> subcommands = {}) {
  return {std::move(name), value, std::move(after), {}, std::move(subcommands), {}};
}

struct Rules {
  std::vector<redactd::ArgvSpec> specs;
  redactd::ArgvTable table;

  explicit Rules(std::vector<redactd::ArgvSpec> rules) : specs(std::move(rules)), table(numbered(specs)) {}

  std::string masked(const std::string& line) const {
    std::vector<redactd::ArgvSpan> spans;
    table.find(line, spans);
    std::string out;
    size_t at = 0;
    for (const redactd::ArgvSpan& span : spans) {
      if (span.begin < at) continue;
      out.append(line, at, span.begin - at).append("M");
      at = span.end;
    }
    return out.append(line, at);
  }

 private:
  static std::vector<std::pair<uint32_t, const redactd::ArgvSpec*>> numbered(const std::vector<redactd::ArgvSpec>& specs) {
    std::vector<std::pair<uint32_t, const redactd::ArgvSpec*>> result;
    for (size_t i = 0; i < specs.size(); ++i) result.emplace_back(static_cast<uint32_t>(i), &specs[i]);
    return result;
  }
};
