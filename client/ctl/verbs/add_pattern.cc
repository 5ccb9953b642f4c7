#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "client/ctl/change.h"
#include "client/ctl/duration.h"
#include "client/ctl/hold_value.h"
#include "client/ctl/output.h"
#include "client/ctl/rpc.h"
#include "client/ctl/secret_input.h"
#include "client/ctl/verbs/verbs.h"
#include "client/link/harden.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/shape.h"
#include "core/engine/rule.h"

namespace redactd::ctl {
namespace {

using nlohmann::ordered_json;

struct AddOptions {
  std::string id, label, pattern, ttl, scope = "system", advice, reason;
  std::vector<std::string> samples;
  bool observe = false, force = false, from_secret = false, as_json = false;
};

Error usage(const char* what) { return Error{"ctl.usage", what, "See redactctl add-pattern --help."}; }

// Wrong combinations that the daemon should not have to refuse. Values are not quoted: one may be the secret itself.
Status check(const AddOptions& options) {
  if (!is_rule_id(options.id)) return usage("--id is not of the form [a-z][a-z0-9-]{1,63}.");
  if (!is_label(options.label)) return usage("--label is not of the form [A-Z][A-Z0-9_]{1,31}.");
  if (options.from_secret && (!options.pattern.empty() || !options.samples.empty())) {
    return usage("--from-secret derives the pattern; it goes with neither --pattern nor --sample.");
  }
  if (!options.from_secret && options.pattern.empty()) return usage("Either --pattern or --from-secret is needed.");
  if (options.force && options.reason.empty()) return usage("--force needs --reason: it is written down.");
  if (!options.force && !options.reason.empty()) return usage("--reason goes with --force.");
  if (!options.ttl.empty() && !parse_duration(options.ttl)) return usage("--ttl is no duration such as 90d, 12h or 30m.");
  return {};
}

ordered_json params_of(const AddOptions& options, const std::string& pattern) {
  ordered_json params = {{"id", options.id}, {"label", options.label}, {"pattern", pattern}, {"scope", options.scope}};
  if (!options.samples.empty()) params["samples"] = options.samples;
  if (!options.ttl.empty()) params["ttl_s"] = *parse_duration(options.ttl);
  if (options.observe) params["observe"] = true;
  if (!options.advice.empty()) params["advice"] = options.advice;
  if (options.force) params["force"] = true;
  if (options.force) params["reason"] = options.reason;
  return params;
}

// A secret that no narrow shape stands for is masked as what it is: the vault holds its exact bytes (hold_value.h).
int hold_secret(const Globals& globals, const AddOptions& options, SecretView secret) {
  if (options.observe) return fail(Error{"pattern.no_prefix", "The secret has no usable prefix, and an exact value cannot only be observed.", "Leave --observe out."});
  auto daemon = Rpc::open(globals);
  if (!daemon.ok()) return fail(daemon.error());
  auto held = hold_value(*daemon, options.label, secret);
  if (!held.ok()) return fail(held.error());
  note("no usable prefix (3 to 16 letters and digits up to the first '_', '-' or '.'): the vault holds the exact value " + options.label +
       ", on your own lines, until the daemon ends or `redactctl vault forget " + options.label + "`");
  if (!options.as_json) return print(describe_change(held->change, false));
  ordered_json document = ordered_json::parse(held->change, nullptr, false);
  document["value"] = {{"id", held->id}, {"name", options.label}};
  return print(document.dump() + "\n");
}

std::string describe(const Shape& shape) {
  std::string text = "shape: '" + shape.prefix + "' and " + std::to_string(shape.length) + " of [" + shape.alphabet + "]";
  return text + (shape.recognised_by.empty() ? " (derived)" : " (as in rule " + shape.recognised_by + ")");
}

int run_add(const Globals& globals, const AddOptions& options) {
  if (Status checked = check(options); !checked.ok()) return fail(checked.error());
  std::string pattern = options.pattern;
  ordered_json shape_json;
  if (options.from_secret) {
    link::forbid_core_dumps();
    auto secret = SecretBuffer::read("The secret (not shown, not stored; only its shape is kept):");
    if (!secret.ok()) return fail(secret.error());
    auto shape = derive_shape(secret->view(), builtin_rules());
    if (!shape) return hold_secret(globals, options, secret->view());
    pattern = shape->pattern;
    note(describe(*shape));
    shape_json = {{"prefix", shape->prefix}, {"alphabet", shape->alphabet}, {"length", shape->length},
                  {"pattern", shape->pattern}, {"recognised_by", shape->recognised_by}};
  }
  auto answer = call_daemon(globals, "patterns.add",
                            params_of(options, pattern).dump(-1, ' ', false, ordered_json::error_handler_t::replace));
  if (!answer.ok()) return fail(answer.error());
  if (!options.as_json || shape_json.is_null()) return print(describe_change(*answer, options.as_json));
  ordered_json document = ordered_json::parse(*answer, nullptr, false);
  document["shape"] = shape_json;
  return print(document.dump() + "\n");
}

}  // namespace

Run declare_add_pattern(CLI::App& app, const Globals& globals) {
  auto options = std::make_shared<AddOptions>();
  app.add_option("--id", options->id, "Name of the pattern: [a-z][a-z0-9-]{1,63}")->type_name("ID")->required();
  app.add_option("--label", options->label, "What stands in the mask: [REDACTED_<LABEL>]")->type_name("LABEL")->required();
  app.add_option("--pattern", options->pattern, "RE2; group 1, if there is one, is what is masked")->type_name("RE");
  app.add_option("--sample", options->samples, "A FAKE value that must be masked whole; may be repeated")->type_name("FAKE")
      ->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_flag("--from-secret", options->from_secret, "Derive the shape of a secret read from a prompt or stdin");
  app.add_option("--ttl", options->ttl, "Forget the pattern after 90d, 12h, 30m, 2w")->type_name("TIME");
  app.add_flag("--observe", options->observe, "Only count, mask nothing (see promote-pattern)");
  app.add_option("--scope", options->scope, "system: all lines; user: your own lines only")->check(CLI::IsMember({"user", "system"}));
  app.add_option("--advice", options->advice, "What to do when such a secret leaked")->type_name("TEXT");
  app.add_flag("--force", options->force, "Overrule the narrowness gate");
  app.add_option("--reason", options->reason, "Why; kept with the pattern")->type_name("TEXT");
  app.add_flag("--json", options->as_json, "One JSON document");
  app.footer("The answer comes when the pattern is stored and in force on every connection.\n"
             "  redactctl add-pattern --id acme-key --label ACME_KEY --pattern 'acme_[0-9a-f]{32}' --sample acme_$(printf %032d 0)\n"
             "  redactctl add-pattern --id acme-key --label ACME_KEY --from-secret < key.txt\n"
             "Never put a real secret into --pattern or --sample: arguments are visible to others.");
  return [&globals, options] { return run_add(globals, *options); };
}

}  // namespace redactd::ctl
