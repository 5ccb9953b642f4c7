// What a snapshot holds, for the engine's own files.
#pragma once

#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/engine/argv/table.h"
#include "core/engine/compiled_rule.h"
#include "core/engine/scan/literal_scanner.h"
#include "core/engine/snapshot.h"

namespace redactd {

struct Snapshot::Impl {
  // All argv rules stand behind one entry: the table knows which of them a line concerns.
  static constexpr uint32_t kArgvRules = 0xfffffffe;

  uint64_t serial = 0;  // unique in the process: scratch memory is made anew when it changes
  std::vector<std::shared_ptr<const CompiledRule>> rules;
  LiteralSet literals;
  std::vector<uint32_t> starts;     // starts[l] .. starts[l + 1] in `members`: the rules of literal l
  std::vector<uint32_t> members;
  std::unique_ptr<LiteralScanner> scanner;
  std::unique_ptr<ArgvTable> argv;

  std::vector<uint32_t> exact;  // the rules of kind exact

  std::vector<ArgvAnchor::Place> argv_places;  // by literal: where it counts for the argv rules

  // Literals of argv rules whose operands count only together with flags that may stand behind them.
  std::unordered_set<std::string> argv_waits;

  // Every proper prefix of a literal that begins what a rule masks: a stream must hold a tail that ends in one.
  std::unordered_set<std::string> unfinished_anchors;
  size_t longest_anchor = 0;

  const CompiledRule& compiled(uint32_t number) const { return *rules[number]; }
};

}  // namespace redactd
