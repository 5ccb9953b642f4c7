// A rule ready to run. Immutable but for its RE2 program, which is compiled once, at the first candidate.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/engine/rule.h"

namespace re2 {
class RE2;
}

namespace redactd {

class CompiledRule {
 public:
  CompiledRule(RuleSpec spec, ByteSet alphabet);
  ~CompiledRule();
  CompiledRule(const CompiledRule&) = delete;
  CompiledRule& operator=(const CompiledRule&) = delete;

  const RuleSpec& spec() const { return spec_; }
  const ByteSet& alphabet() const { return alphabet_; }

  // kRegex only. A pattern's own leading \b is taken off: the engine decides the left edge (edges.h), and knows escapes.
  const re2::RE2& program() const;
  bool wants_word_edge() const { return wants_word_edge_; }
  // Every match begins with an anchor: its left edge can be checked before RE2 is asked.
  bool begins_with_anchor() const { return begins_with_anchor_; }
  // The engine checks the left edge only where the masked bytes begin the match.
  int group() const;

 private:
  RuleSpec spec_;
  ByteSet alphabet_;
  bool wants_word_edge_ = false;
  bool begins_with_anchor_ = false;
  mutable std::once_flag once_;
  mutable std::unique_ptr<const re2::RE2> program_;
};

}  // namespace redactd
