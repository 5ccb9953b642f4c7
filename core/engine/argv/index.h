// The argv rules of a snapshot, ordered for look-up by tool, flag and variable. Immutable after construction.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/engine/argv/anchor.h"
#include "core/engine/argv/spec.h"

namespace redactd::argv {

// "operator unseal" as words; in a word, '*' stands for any bytes.
using Chain = std::vector<std::string>;

struct Flag {
  const ArgvFlag* data;
  std::vector<Chain> subcommands;
};

struct Operand {
  const ArgvOperand* data;
  std::vector<Chain> subcommands;
};

// One rule, prepared.
struct Entry {
  uint32_t rule;
  const ArgvSpec* spec;
  std::unordered_map<std::string_view, std::vector<Flag>> exact;
  std::vector<Flag> attached;  // longest first
  std::vector<Flag> globs;     // flags with a '*'
  std::vector<Operand> operands;
  std::vector<Chain> stdin_subcommands;
};

class Index {
 public:
  explicit Index(const std::vector<std::pair<uint32_t, const ArgvSpec*>>& specs);
  Index(const Index&) = delete;
  Index& operator=(const Index&) = delete;

  // Rules of the tool of this base name; nullptr: none.
  const std::vector<const Entry*>* tool(std::string_view name) const;
  // Rules that name this environment variable; nullptr: none.
  const std::vector<const Entry*>* variable(std::string_view name) const;
  // Rules with `tools: ["*"]`.
  const std::vector<const Entry*>& any_tool() const { return any_tool_; }

  const std::vector<ArgvAnchor>& anchors() const { return anchors_; }

 private:
  void add_anchors(uint32_t rule, const ArgvSpec& spec);

  std::vector<Entry> entries_;
  std::unordered_map<std::string_view, std::vector<const Entry*>> tools_;
  std::unordered_map<std::string_view, std::vector<const Entry*>> variables_;
  std::vector<const Entry*> any_tool_;
  std::vector<ArgvAnchor> anchors_;
};

// True if `word` is `pattern`, where '*' stands for any bytes.
bool matches_glob(std::string_view pattern, std::string_view word);

}  // namespace redactd::argv
