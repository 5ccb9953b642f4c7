#include "tests/support/rules.h"

#include <random>

#include "core/catalogue/catalogue.h"

namespace redactd::test {
namespace {

RuleSpec base(const char* id, const char* label, RuleKind kind) {
  RuleSpec spec;
  spec.id = id;
  spec.label = label;
  spec.kind = kind;
  return spec;
}

RuleSpec context(const char* id, const char* label, ContextTier tier, std::vector<std::string> keywords) {
  RuleSpec spec = base(id, label, RuleKind::kContext);
  spec.context.tier = tier;
  spec.context.keywords = std::move(keywords);
  spec.priority = 40;
  return spec;
}

std::shared_ptr<const Snapshot> build(std::vector<RuleSpec> specs, ScannerFactory scanner) {
  std::vector<std::shared_ptr<const CompiledRule>> rules;
  for (RuleSpec& spec : specs) {
    auto rule = compile_rule(std::move(spec));
    if (rule) rules.push_back(*rule);
  }
  return Snapshot::build(std::move(rules), 1, scanner);
}

}  // namespace

std::shared_ptr<const Snapshot> small_snapshot(ScannerFactory scanner) {
  std::vector<RuleSpec> specs;
  RuleSpec github = base("github-token", "GITHUB_TOKEN", RuleKind::kPrefix);
  github.prefix = {{"ghp_", "gho_"}, "0-9A-Za-z", 36, 36, false};
  specs.push_back(github);
  RuleSpec slack = base("slack-token", "SLACK_TOKEN", RuleKind::kPrefix);
  slack.prefix = {{"xoxb-"}, "0-9A-Za-z-", 20, 80, false};
  specs.push_back(slack);
  RuleSpec example = base("example-id", "EXAMPLE_ID", RuleKind::kRegex);
  example.regex = {"\\bEXID[0-9]{6}:[a-z]{8}", {"EXID"}, false};
  specs.push_back(example);
  RuleSpec observed = base("observed", "OBSERVED", RuleKind::kRegex);
  observed.regex = {"obsv-[0-9]{8}", {"obsv-"}, false};
  observed.mode = RuleMode::kObserve;
  specs.push_back(observed);
  specs.push_back(context("context-password", "PASSWORD", ContextTier::kPassword, {"password", "passwd", "pwd=", "_pass"}));
  specs.push_back(context("context-token", "TOKEN", ContextTier::kSecret, {"token", "secret"}));
  specs.push_back(context("context-api-key", "API_KEY", ContextTier::kKey, {"api_key", "apikey", "_key", "key="}));
  specs.push_back(context("context-url-password", "URL_PASSWORD", ContextTier::kUrl, {"://"}));
  specs.push_back(context("context-private-key", "PRIVATE_KEY", ContextTier::kPem, {"-----BEGIN"}));
  return build(std::move(specs), scanner);
}

std::shared_ptr<const Snapshot> builtin_snapshot(ScannerFactory scanner) {
  return build(builtin_rules(), scanner);
}

std::string mask(const Snapshot& snapshot, std::string_view text) {
  Redactor redactor;
  std::string out;
  redactor.mask(snapshot, text, {}, out);
  return out;
}

std::string fake_body(unsigned seed, size_t length) {
  static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  std::mt19937 random(seed);
  std::string out;
  while (out.size() < length) out += kDigits[random() % kDigits.size()];
  return out;
}

}  // namespace redactd::test
