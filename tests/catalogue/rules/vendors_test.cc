// Each vendor's name by itself: the rule's examples show a few of them only.
#include <doctest.h>

#include <algorithm>

#include "core/base/bytes.h"
#include "core/catalogue/catalogue.h"
#include "core/engine/redactor.h"

using namespace redactd;

namespace {

const RuleSpec& vendor_rule() {
  const auto& rules = builtin_rules();
  return *std::find_if(rules.begin(), rules.end(), [](const RuleSpec& rule) { return rule.kind == RuleKind::kContext && rule.context.tier == ContextTier::kVendor; });
}

// "acme corp" and "acme-corp" as names of variables are written.
std::string as_variable(std::string name) {
  for (char& c : name) c = is_lower(c) ? static_cast<char>(c - 'a' + 'A') : is_alnum(c) ? c : '_';
  return name;
}

}  // namespace

TEST_CASE("a key is masked behind each vendor's name, as prose, YAML, JSON and a variable; a word is not") {
  const std::string key = "Q7x2LmP9vRk4TzW8bN3cYd6F";
  const auto snapshot = Snapshot::build({compile_rule(vendor_rule()).value()}, 1, make_hash_scanner);
  const auto mask = [&](const std::string& text) {
    std::string out;
    Redactor().mask(*snapshot, text, {}, out);
    return out;
  };
  const auto& names = vendor_rule().context.keywords;
  CHECK(names.size() > 1000);
  for (const std::string& name : names) {
    CAPTURE(name);
    for (const std::string& before : {name + " key ", name + ": '", "{\"" + name + "\": \"", as_variable(name) + "_TOKEN="}) {
      CHECK(mask(before + key) == before + "[REDACTED_API_KEY]");
      CHECK(mask(before + "documentation") == before + "documentation");
    }
  }
}
