// Rule files: any bytes give rules or faults, a faulty file gives no rule, and a rule that is let in compiles or says why not.
#include "core/catalogue/catalogue.h"
#include "tests/fuzz/support.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace redactd;
  const Catalogue catalogue = parse_rule_files({{"50-fuzz.json", std::string(fuzz::as_text(data, size))}});
  fuzz::require(catalogue.faults.empty() || catalogue.rules.empty(), "a file with a fault contributes no rule");
  for (const Fault& fault : catalogue.faults) {
    fuzz::require(!fault.code.empty() && !fault.what.empty(), "a fault has a code and a sentence");
    fuzz::require(fault.message().find(fault.code) != std::string::npos, "a fault's message names its code");
  }
  for (const RuleSpec& spec : catalogue.rules) {
    fuzz::require(is_rule_id(spec.id) && is_label(spec.label), "a rule that is let in has a valid id and label");
    const auto compiled = compile_rule(spec);
    fuzz::require(compiled.ok() || !compiled.error().code.empty(), "a refusal has a code");
  }
  return 0;
}
