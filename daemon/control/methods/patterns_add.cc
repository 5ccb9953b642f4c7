#include <nlohmann/json.hpp>

#include "core/catalogue/gate.h"
#include "daemon/control/change.h"
#include "daemon/control/methods.h"
#include "daemon/control/params.h"

namespace redactd::daemon {
namespace {

using nlohmann::json;

constexpr size_t kMaxPatterns = 10'000;
constexpr size_t kMaxPatternBytes = 4096;

struct Wanted {
  OperatorPattern pattern;
  std::vector<std::string> samples;
  std::string reason;
  bool force = false;
};

Error invalid(const char* what) { return Error{"rpc.params_invalid", what, "See docs/protocol.md."}; }

Result<Wanted> read_wanted(const Caller& caller, int64_t now_s, const std::string& text) {
  Params params(text);
  Wanted wanted;
  RuleSpec& rule = wanted.pattern.rule;
  rule.kind = RuleKind::kRegex;
  rule.family = "operator";
  rule.id = params.text("id", true);
  rule.label = params.text("label", true);
  rule.regex.pattern = params.text("pattern", true);
  rule.advice = params.text("advice");
  rule.title = params.text("title");
  rule.mode = params.flag("observe") ? RuleMode::kObserve : RuleMode::kMask;
  wanted.samples = params.texts("samples");
  wanted.force = params.flag("force");
  wanted.reason = params.text("reason");
  const std::string scope = params.text("scope");
  const auto ttl = params.duration_s(params.has("ttl_s") ? "ttl_s" : "ttl");
  if (Status read = params.status(); !read) return read.error();
  if (!is_rule_id(rule.id)) return invalid("The id is not of the form [a-z][a-z0-9-]{1,63}.");
  if (!is_label(rule.label)) return invalid("The label is not of the form [A-Z][A-Z0-9_]{1,31}.");
  if (rule.regex.pattern.size() > kMaxPatternBytes) return invalid("The pattern is longer than 4 KiB.");
  if (!scope.empty() && scope != "system" && scope != "user") return invalid("The scope is neither system nor user.");
  if (wanted.force && wanted.reason.empty()) return invalid("force needs a reason; it is written down.");
  if (scope == "user") rule.owner_uid = caller.peer.uid;
  wanted.pattern.added_by = caller.peer.uid;
  wanted.pattern.added_at = now_s;
  wanted.pattern.expires_at = ttl ? now_s + *ttl : 0;
  return wanted;
}

Refusal refusal_of(const GateReport& report) {
  json refusals = json::array();
  for (const Error& error : report.refusals) refusals.push_back({{"code", error.code}, {"what", error.what}, {"hint", error.hint}});
  const json data = {{"refusals", std::move(refusals)}, {"matched_lines", report.matched_lines}};
  return Refusal{report.refusals.front(), data.dump(-1, ' ', false, json::error_handler_t::replace)};
}

// What no reason overrules: a pattern that cannot run, and a name that is taken.
bool is_final(const Error& error) { return error.code == "gate.duplicate_id" || error.code.rfind("gate.", 0) != 0; }

}  // namespace

Answer method_patterns_add(ControlServices& services, const Caller& caller, const std::string& params) {
  auto wanted = read_wanted(caller, services.clock.now_us() / 1'000'000, params);
  if (!wanted) return wanted.error();
  OperatorPattern& pattern = wanted->pattern;
  if (Status may = check_may_change(caller, pattern.rule.owner_uid); !may) return may.error();
  if (services.rules.patterns().size() >= kMaxPatterns) {
    return Error{"limits.patterns", "There are 10,000 patterns already.", "Remove some with redactctl remove-pattern."};
  }
  const GateReport report = check_narrow(pattern.rule, wanted->samples, services.rules.ids());
  for (const Error& refusal : report.refusals) {
    if (!wanted->force || is_final(refusal)) return refusal_of(report);
  }
  if (!report.refusals.empty()) pattern.forced_reason = wanted->reason;
  const AuditEntry entry{"add", pattern.rule.id, wanted->reason, pattern.rule.owner_uid ? "user" : "system", !report.refusals.empty()};
  return audited_change(services, &caller, entry, [&] { return services.rules.add(std::move(pattern)); });
}

}  // namespace redactd::daemon
