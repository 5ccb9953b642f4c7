// What every fuzz target needs: the input as text, a check that stops the fuzzer, the rules of the catalogue.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "core/catalogue/catalogue.h"
#include "core/engine/snapshot.h"

namespace redactd::fuzz {

inline std::string_view as_text(const uint8_t* data, size_t size) { return {reinterpret_cast<const char*>(data), size}; }

// Stops with the promise that was broken; libFuzzer then keeps the input.
inline void require(bool kept, const char* promise) {
  if (kept) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

// The catalogue, compiled once.
inline const Snapshot& catalogue_snapshot(ScannerFactory scanner) {
  static const std::shared_ptr<const Snapshot> snapshot = [scanner] {
    std::vector<std::shared_ptr<const CompiledRule>> rules;
    for (const RuleSpec& spec : builtin_rules()) {
      auto rule = compile_rule(spec);
      require(rule.ok(), "a rule of the catalogue compiles");
      rules.push_back(*rule);
    }
    return Snapshot::build(std::move(rules), 1, scanner);
  }();
  return *snapshot;
}

}  // namespace redactd::fuzz
