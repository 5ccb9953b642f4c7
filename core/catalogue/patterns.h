// The operator's patterns as a file: STATE/patterns.json, published beside the sockets for the clients' own engine.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/engine/rule.h"

namespace redactd {

struct OperatorPattern {
  RuleSpec rule;               // kind regex
  int64_t added_at = 0;        // seconds since 1970, UTC
  int64_t expires_at = 0;      // 0: never
  uint32_t added_by = 0;       // uid
  std::string forced_reason;   // the gate's refusal was overruled, and why
};

struct PatternFile {
  uint64_t generation = 0;
  std::vector<OperatorPattern> patterns;
};

std::string write_patterns(const PatternFile& file);
// Errors: patterns.file.invalid, patterns.file.version.
Result<PatternFile> parse_patterns(std::string_view text);

}  // namespace redactd
