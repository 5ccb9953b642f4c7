#include "core/engine/snapshot.h"

#include <algorithm>
#include <atomic>
#include <map>

#include "core/base/bytes.h"
#include "core/engine/exact.h"
#include "core/engine/snapshot_impl.h"

namespace redactd {
namespace {

using AnchorMap = std::map<std::pair<std::string, bool>, std::vector<uint32_t>>;

void add_anchor(AnchorMap& anchors, const std::string& literal, bool caseless, uint32_t rule) {
  if (literal.empty()) return;
  auto& rules = anchors[{caseless ? lowercase(literal) : literal, caseless}];
  if (std::find(rules.begin(), rules.end(), rule) == rules.end()) rules.push_back(rule);
}

void add_rule_anchors(AnchorMap& anchors, const RuleSpec& spec, uint32_t number) {
  switch (spec.kind) {
    case RuleKind::kPrefix:
      for (const auto& prefix : spec.prefix.prefixes) add_anchor(anchors, prefix, false, number);
      break;
    case RuleKind::kRegex:
      for (const auto& anchor : spec.regex.anchors) add_anchor(anchors, anchor, spec.regex.anchors_caseless, number);
      break;
    case RuleKind::kContext:
      for (const auto& keyword : spec.context.keywords) {
        const bool caseless = spec.context.tier != ContextTier::kUrl && spec.context.tier != ContextTier::kPem;
        add_anchor(anchors, keyword, caseless, number);
      }
      break;
    case RuleKind::kArgv:
      break;  // the table names its own
    case RuleKind::kExact:
      for (const auto& value : spec.exact) {
        for (const ExactForm& form : value->forms()) add_anchor(anchors, std::string(form.anchor()), false, number);
      }
      break;
  }
}

bool mask_begins_at_anchor(const RuleSpec& spec) {
  return spec.kind == RuleKind::kPrefix || (spec.kind == RuleKind::kRegex && !spec.regex.anchors_caseless);
}

}  // namespace

std::shared_ptr<const Snapshot> Snapshot::build(std::vector<std::shared_ptr<const CompiledRule>> rules, uint64_t generation,
                                                ScannerFactory scanner) {
  static std::atomic<uint64_t> serials{0};  // an identity, not state: nothing reads it but to compare
  auto impl = std::make_unique<Impl>();
  impl->serial = ++serials;
  impl->rules = std::move(rules);

  AnchorMap anchors;
  std::vector<std::pair<uint32_t, const ArgvSpec*>> argv;
  for (uint32_t number = 0; number < impl->rules.size(); ++number) {
    const RuleSpec& spec = impl->compiled(number).spec();
    add_rule_anchors(anchors, spec, number);
    if (spec.kind == RuleKind::kArgv) argv.emplace_back(number, &spec.argv);
    if (spec.kind == RuleKind::kExact) impl->exact.push_back(number);
  }
  impl->argv = std::make_unique<ArgvTable>(std::move(argv));
  std::map<std::string_view, ArgvAnchor::Place> places;
  for (const auto& [literal, rule, place] : impl->argv->anchors()) {
    add_anchor(anchors, literal, false, Impl::kArgvRules);
    const auto [known, added] = places.emplace(literal, place);
    if (known->second != place) known->second = ArgvAnchor::Place::kAnywhere;
    const auto& operands = impl->compiled(rule).spec().argv.operands;
    const bool waits = std::any_of(operands.begin(), operands.end(), [](const ArgvOperand& operand) { return !operand.needs_flags.empty(); });
    if (waits) impl->argv_waits.insert(literal);
  }

  impl->starts.push_back(0);
  for (auto& [key, numbers] : anchors) {
    impl->literals.literals.push_back({key.first, key.second});
    const auto place = places.find(key.first);
    impl->argv_places.push_back(place == places.end() ? ArgvAnchor::Place::kAnywhere : place->second);
    impl->members.insert(impl->members.end(), numbers.begin(), numbers.end());
    impl->starts.push_back(static_cast<uint32_t>(impl->members.size()));
    impl->longest_anchor = std::max(impl->longest_anchor, key.first.size());
    const bool masked = std::any_of(numbers.begin(), numbers.end(), [&](uint32_t number) {
      return number != Impl::kArgvRules && mask_begins_at_anchor(impl->compiled(number).spec());
    });
    for (size_t n = 1; masked && n < key.first.size(); ++n) impl->unfinished_anchors.insert(key.first.substr(0, n));
  }
  impl->scanner = scanner(impl->literals);
  return std::shared_ptr<const Snapshot>(new Snapshot(std::move(impl), generation));
}

Snapshot::Snapshot(std::unique_ptr<Impl> impl, uint64_t generation) : impl_(std::move(impl)), generation_(generation) {}
Snapshot::~Snapshot() = default;

size_t Snapshot::size() const { return impl_->rules.size(); }
const RuleSpec& Snapshot::rule(uint32_t number) const { return impl_->compiled(number).spec(); }
const std::vector<std::shared_ptr<const CompiledRule>>& Snapshot::rules() const { return impl_->rules; }

}  // namespace redactd
