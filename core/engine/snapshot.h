// The rules in force, compiled and immutable.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/result.h"
#include "core/engine/rule.h"

namespace redactd {

class LiteralScanner;
class CompiledRule;

// Makes the scanner that a snapshot searches its literals with; see scan/literal_scanner.h.
using ScannerFactory = std::unique_ptr<LiteralScanner> (*)(const struct LiteralSet& literals);

// Compiles one rule. Errors: rules.pattern.invalid, rules.pattern.too_large, rules.pattern.no_anchor,
// rules.alphabet.invalid, rules.label.invalid. With `trusted` (rules that the build has checked) the RE2 program compiles only
// at its first candidate; otherwise now.
Result<std::shared_ptr<const CompiledRule>> compile_rule(RuleSpec spec, bool trusted = false);
const RuleSpec& spec_of(const CompiledRule& rule);

class Snapshot {
 public:
  // Shares the compiled rules; compiles the literal database anew (about 4 ms for 400 rules with vectorscan).
  // Rules are numbered in the order given. Any thread may use the result.
  static std::shared_ptr<const Snapshot> build(std::vector<std::shared_ptr<const CompiledRule>> rules, uint64_t generation,
                                               ScannerFactory scanner);
  ~Snapshot();

  uint64_t generation() const { return generation_; }
  size_t size() const;
  const RuleSpec& rule(uint32_t number) const;
  const std::vector<std::shared_ptr<const CompiledRule>>& rules() const;

  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  Snapshot(std::unique_ptr<Impl> impl, uint64_t generation);
  std::unique_ptr<Impl> impl_;
  uint64_t generation_;
};

// Plain C++, cheap to build: for clients and builds without vectorscan.
std::unique_ptr<LiteralScanner> make_hash_scanner(const LiteralSet& literals);
// In library redactd_vectorscan. The hash scanner where there are too many literals for vectorscan to be the faster one, or
// where it refuses them.
std::unique_ptr<LiteralScanner> make_vectorscan_scanner(const LiteralSet& literals);

}  // namespace redactd
