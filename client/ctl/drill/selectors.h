// What a drill verb is to look for, from its command line to a target.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "client/ctl/globals.h"
#include "client/ctl/secret_input.h"
#include "core/base/result.h"
#include "core/base/secret_memory.h"
#include "core/drill/target.h"

namespace redactd::ctl {

// All that are given hold at once; none: every rule in mask mode, the operator's patterns among them.
struct Selectors {
  bool value_stdin = false;
  std::vector<std::string> rules;     // ids
  std::vector<std::string> prefixes;
  std::string label;                  // empty: the rule's own, else SECRET
  bool partials = true;               // of the value
  size_t min_chars = 4;
};

// A target and the locked memory that it stands on.
struct Sought {
  std::unique_ptr<SecretMemory> memory;
  std::unique_ptr<drill::Target> target;
};

// Reads the value from stdin or a prompt without echo, after core dumps were forbidden. Errors: those of drill::check_value(),
// io.read_failed, io.no_memory.
Result<SecretBuffer> read_value();

// Reads the value if it is asked for. Errors: those of read_value(), drill.label.invalid, drill.rule_unknown,
// drill.prefix.too_short, and those of load_rules().
Result<Sought> seek(const Globals& globals, const Selectors& selectors);

}  // namespace redactd::ctl
