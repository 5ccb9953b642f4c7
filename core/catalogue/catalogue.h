// Rule files as text in, rules and faults out. Reads no file itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/engine/rule.h"

namespace redactd {

// One thing wrong in a rule file. Quotes keys and offsets, never values that could be secret.
struct Fault {
  std::string file;
  int line = 0;           // 1-based; 0: the file as a whole
  std::string pointer;    // RFC 6901: "/rules/3/pattern"
  std::string code;       // "rules.pattern.invalid"
  std::string what;
  std::string hint;

  std::string message() const;  // "FILE:LINE POINTER: CODE: what. hint"
};

struct RuleFile {
  std::string name;  // "10-cloud.json": the family is the name without number and ending
  std::string text;
};

struct Catalogue {
  std::vector<RuleSpec> rules;
  std::vector<Fault> faults;   // every fault of every file; a file with a fault contributes no rule
};

// rules.d and commands.d files alike, in the order given; ids must be unique over all of them.
Catalogue parse_rule_files(const std::vector<RuleFile>& files);

// The rules of config/, compiled into the program (a client needs no file at start).
const std::vector<RuleSpec>& builtin_rules();

// The same in the same order without title, source, examples and (but for advise rules) advice: quicker to decode, for
// clients that live for one line. By value: the caller compiles them and need not copy.
std::vector<RuleSpec> builtin_rules_lean();

// Runs every rule's examples and negative examples, and the built-in prose and command corpus, through the engine.
// What `redactctl rules check` and ctest call. `file` of a fault is the rule's family.
std::vector<Fault> check_rules(const std::vector<RuleSpec>& rules);

// An anchor that the search finds often in the built-in ordinary text, each time for nothing. A hint, not a fault: the text has
// some 25 KB, so that one hit counts 40 a megabyte.
struct AnchorRate {
  std::string rule;
  std::string anchor;
  double hits_per_mb;
};
// The busiest first.
std::vector<AnchorRate> busy_anchors(const std::vector<RuleSpec>& rules, double limit_per_mb = 500);

// "{{gen:cfut_[0-9A-Za-z]{48}}}" inside an example becomes a seeded random match; the same text always gives the same bytes.
std::string expand_example(std::string_view example);

}  // namespace redactd
