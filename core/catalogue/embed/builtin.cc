// The embedded catalogue, decoded at first use. Linked with the constants that embed_catalogue writes.
#include <string_view>

#include "core/catalogue/catalogue.h"
#include "core/catalogue/packed.h"

namespace redactd {

extern const unsigned char kPackedRules[];
extern const unsigned long kPackedRules_size;
extern const unsigned char kPackedTexts[];
extern const unsigned long kPackedTexts_size;

namespace {

std::string_view packed_rules() { return {reinterpret_cast<const char*>(kPackedRules), kPackedRules_size}; }
std::string_view packed_texts() { return {reinterpret_cast<const char*>(kPackedTexts), kPackedTexts_size}; }

}  // namespace

const std::vector<RuleSpec>& builtin_rules() {
  static const std::vector<RuleSpec> rules = unpack_rules(packed_rules(), packed_texts());
  return rules;
}

std::vector<RuleSpec> builtin_rules_lean() { return unpack_rules(packed_rules(), {}); }

}  // namespace redactd
