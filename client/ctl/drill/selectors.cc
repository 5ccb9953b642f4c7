#include "client/ctl/drill/selectors.h"

#include <unistd.h>

#include <algorithm>

#include "client/ctl/rule_sources.h"
#include "client/link/harden.h"
#include "client/link/sodium_memory.h"
#include "core/catalogue/catalogue.h"
#include "core/engine/rule.h"

namespace redactd::ctl {
namespace {

std::unique_ptr<drill::Target> value_target(SecretView value, const Selectors& selectors, SecretMemory& memory) {
  drill::ValueOptions options;
  if (!selectors.label.empty()) options.label = selectors.label;
  options.public_prefix = drill::public_prefix_of(value, builtin_rules()).length;
  options.partials = selectors.partials;
  options.min_chars = selectors.min_chars;
  return drill::target_for_value(value, options, memory, make_vectorscan_scanner);
}

// The rules that are asked for, whatever their mode; none asked for: all that mask. Another user's are not ours to apply.
Result<std::vector<RuleSpec>> wanted_rules(const Globals& globals, const std::vector<std::string>& ids) {
  auto rules = load_rules(globals, {});
  if (!rules.ok()) return rules;
  std::vector<RuleSpec> wanted;
  for (RuleSpec& rule : *rules) {
    bool named = std::find(ids.begin(), ids.end(), rule.id) != ids.end();
    if (ids.empty() ? rule.mode != RuleMode::kMask : !named) continue;
    if (rule.owner_uid && *rule.owner_uid != geteuid()) continue;
    rule.owner_uid.reset();  // it is the file's lines that are looked at, and they have no sender
    rule.mode = RuleMode::kMask;
    wanted.push_back(std::move(rule));
  }
  for (const std::string& id : ids) {
    auto is_it = [&id](const RuleSpec& rule) { return rule.id == id; };
    if (std::any_of(wanted.begin(), wanted.end(), is_it)) continue;
    return Error{"drill.rule_unknown", "No rule has the id of a --rule.", "redactctl rules list shows them."};
  }
  return wanted;
}

Result<std::unique_ptr<drill::Target>> rules_target(const Globals& globals, const Selectors& selectors) {
  auto specs = wanted_rules(globals, selectors.rules);
  if (!specs.ok()) return specs.error();
  std::vector<std::shared_ptr<const CompiledRule>> compiled;
  for (RuleSpec& spec : *specs) {
    auto rule = compile_rule(std::move(spec), /*trusted=*/true);  // the loader has checked it
    if (!rule.ok()) return rule.error();
    compiled.push_back(std::move(*rule));
  }
  std::optional<std::string> label;
  if (!selectors.label.empty()) label = selectors.label;
  return drill::target_for_rules(Snapshot::build(std::move(compiled), 0, make_vectorscan_scanner), {}, label);
}

}  // namespace

Result<SecretBuffer> read_value() {
  link::forbid_core_dumps();
  link::keep_memory_from_swap();
  auto value = SecretBuffer::read("The value (not shown, not stored):");
  if (!value.ok() && value.error().code == "pattern.secret_empty") return drill::check_value(SecretView()).error();
  if (!value.ok() && value.error().code == "pattern.secret_too_long") {
    return Error{"drill.value.too_long", value.error().what, "Search for a telling part of it."};
  }
  if (!value.ok()) return value;
  if (Status checked = drill::check_value(value->view()); !checked.ok()) return checked.error();
  return value;
}

Result<Sought> seek(const Globals& globals, const Selectors& selectors) {
  if (!selectors.label.empty() && !is_label(selectors.label)) {
    return Error{"drill.label.invalid", "--label is not of the form [A-Z][A-Z0-9_]{1,31}.", ""};
  }
  Sought sought{std::make_unique<link::SodiumMemory>(), nullptr};
  std::vector<std::unique_ptr<drill::Target>> targets;
  bool only_rules = !selectors.value_stdin && selectors.prefixes.empty();
  if (!selectors.rules.empty() || only_rules) {
    auto target = rules_target(globals, selectors);
    if (!target.ok()) return target.error();
    targets.push_back(std::move(*target));
  }
  if (!selectors.prefixes.empty()) {
    std::string label = selectors.label.empty() ? "SECRET" : selectors.label;
    auto target = drill::target_for_prefixes(selectors.prefixes, label, make_vectorscan_scanner);
    if (!target.ok()) return target.error();
    targets.push_back(std::move(*target));
  }
  if (selectors.value_stdin) {
    auto value = read_value();
    if (!value.ok()) return value.error();
    targets.push_back(value_target(value->view(), selectors, *sought.memory));
  }
  sought.target = targets.size() == 1 ? std::move(targets.front()) : drill::target_of_all(std::move(targets));
  return sought;
}

}  // namespace redactd::ctl
