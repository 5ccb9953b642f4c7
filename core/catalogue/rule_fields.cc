#include "core/catalogue/rule_fields.h"

#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>
#include <span>

#include "core/catalogue/argv_json.h"

namespace redactd {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 17> kCommonKeys = {
    "id", "label", "title", "kind", "mode", "priority", "source", "advice", "rotate_days", "min_entropy", "placeholders",
    "checks", "examples", "negative_examples", "fingerprint", "owner_uid", "comment"};
constexpr std::array<std::string_view, 5> kPrefixKeys = {"prefix", "prefixes", "alphabet", "length", "weak"};
constexpr std::array<std::string_view, 3> kRegexKeys = {"pattern", "anchors", "anchors_caseless"};
constexpr std::array<std::string_view, 3> kContextKeys = {"keywords", "tier", "separators"};

bool contains(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class Reader {
 public:
  Reader(const json& rule, RuleSpec& spec, std::vector<FieldFault>& faults) : rule_(rule), spec_(spec), faults_(faults) {}

  void common() {
    required("id", spec_.id);
    required("label", spec_.label);
    text("title", spec_.title);
    text("source", spec_.source);
    text("advice", spec_.advice);
    number("priority", spec_.priority, -1000, 1000);
    number("rotate_days", spec_.rotate_days, 0, 3660);
    flag("placeholders", spec_.placeholders);
    flag("fingerprint", spec_.fingerprint);
    list("checks", spec_.checks);
    list("examples", spec_.examples);
    list("negative_examples", spec_.negative_examples);
    entropy();
    mode();
    if (rule_.contains("owner_uid")) {
      int uid = 0;
      number("owner_uid", uid, 0, std::numeric_limits<int>::max());
      spec_.owner_uid = static_cast<uint32_t>(uid);
    }
  }

  // False: which keys belong here is not known.
  bool kind() {
    std::string name;
    required("kind", name);
    for (const RuleKind kind : {RuleKind::kPrefix, RuleKind::kRegex, RuleKind::kContext, RuleKind::kArgv}) {
      if (name == name_of(kind)) {
        spec_.kind = kind;
        return true;
      }
    }
    if (!name.empty()) fault("/kind", "rules.kind.unknown", "This kind of rule does not exist.", "Use prefix, regex, context or argv.");
    return false;
  }

  void own_keys(std::string_view rule_json) {
    switch (spec_.kind) {
      case RuleKind::kPrefix: return prefix();
      case RuleKind::kRegex:
        required("pattern", spec_.regex.pattern);
        list("anchors", spec_.regex.anchors);
        return flag("anchors_caseless", spec_.regex.anchors_caseless);
      case RuleKind::kContext: return context();
      case RuleKind::kArgv: return argv(rule_json);
      case RuleKind::kExact: return;
    }
  }

  void unknown_keys() {
    for (const auto& [name, value] : rule_.items()) {
      if (contains(kCommonKeys, name)) continue;
      const bool known = spec_.kind == RuleKind::kPrefix    ? contains(kPrefixKeys, name)
                         : spec_.kind == RuleKind::kRegex   ? contains(kRegexKeys, name)
                         : spec_.kind == RuleKind::kContext ? contains(kContextKeys, name)
                                                            : contains(argv_keys(), name);
      if (!known) {
        fault("/" + name, "rules.key.unknown", "A rule of kind " + std::string(name_of(spec_.kind)) + " has no key '" + name.substr(0, 40) + "'.",
              "Check the spelling; docs/rules.md lists the keys of each kind.");
      }
    }
  }

 private:
  void fault(std::string pointer, const char* code, std::string what, const char* hint) {
    faults_.push_back({std::move(pointer), code, std::move(what), hint});
  }
  void wrong_type(const std::string& pointer, const char* wanted) {
    fault(pointer, "rules.key.type", std::string("This must be ") + wanted + ".", "See docs/rules.md.");
  }

  void required(const char* key, std::string& out) {
    if (!rule_.contains(key)) {
      return fault("", "rules.key.missing", std::string("The key '") + key + "' is missing.", "Every rule of this kind needs it.");
    }
    text(key, out);
    if (rule_[key].is_string() && out.empty()) fault(std::string("/") + key, "rules.key.missing", "This is empty.", "Give it a value.");
  }
  void text(const char* key, std::string& out) {
    if (!rule_.contains(key)) return;
    if (!rule_[key].is_string()) return wrong_type(std::string("/") + key, "a string");
    out = rule_[key].get<std::string>();
  }
  void flag(const char* key, bool& out) {
    if (!rule_.contains(key)) return;
    if (!rule_[key].is_boolean()) return wrong_type(std::string("/") + key, "true or false");
    out = rule_[key].get<bool>();
  }
  void number(const char* key, int& out, int least, int most) {
    if (!rule_.contains(key)) return;
    const json& value = rule_[key];
    if (!value.is_number_integer()) return wrong_type(std::string("/") + key, "a whole number");
    // An unsigned value above the signed range reads as negative: both are out of range here.
    const auto wide = value.get<int64_t>();
    if (wide < least || wide > most) {
      return fault(std::string("/") + key, "rules.key.range", "This number is out of range.",
                   "See docs/rules.md for the range.");
    }
    out = static_cast<int>(wide);
  }
  void list(const char* key, std::vector<std::string>& out) {
    if (!rule_.contains(key)) return;
    if (!rule_[key].is_array()) return wrong_type(std::string("/") + key, "a list of strings");
    for (size_t i = 0; i < rule_[key].size(); ++i) {
      const json& item = rule_[key][i];
      if (item.is_string()) out.push_back(item.get<std::string>());
      else wrong_type(std::string("/") + key + "/" + std::to_string(i), "a string");
    }
  }
  void entropy() {
    if (!rule_.contains("min_entropy")) return;
    if (!rule_["min_entropy"].is_number()) return wrong_type("/min_entropy", "a number");
    const double bits = rule_["min_entropy"].get<double>();
    if (!(bits >= 0 && bits <= 8)) return fault("/min_entropy", "rules.key.range", "A byte has between 0 and 8 bits.", "3 is a usual limit.");
    spec_.min_entropy = bits;
  }
  void mode() {
    std::string name;
    text("mode", name);
    if (name.empty()) return;
    for (const RuleMode mode : {RuleMode::kMask, RuleMode::kObserve, RuleMode::kAdvise}) {
      if (name == name_of(mode)) {
        spec_.mode = mode;
        return;
      }
    }
    fault("/mode", "rules.mode.unknown", "This mode does not exist.", "Use mask, observe or advise.");
  }

  void prefix() {
    std::string one;
    text("prefix", one);
    list("prefixes", spec_.prefix.prefixes);
    if (!one.empty()) spec_.prefix.prefixes.insert(spec_.prefix.prefixes.begin(), one);
    if (!rule_.contains("prefix") && !rule_.contains("prefixes")) {
      fault("", "rules.key.missing", "The key 'prefix' is missing.", "Give the literal that begins the secret, or a list as 'prefixes'.");
    }
    required("alphabet", spec_.prefix.alphabet);
    flag("weak", spec_.prefix.weak);
    length();
  }
  void length() {
    if (!rule_.contains("length")) return fault("", "rules.key.missing", "The key 'length' is missing.", "Write [least, most] bytes after the prefix.");
    const json& pair = rule_["length"];
    const auto whole = [](const json& n) { return n.is_number_unsigned() && n.get<uint64_t>() <= 65536; };
    if (!pair.is_array() || pair.size() != 2 || !whole(pair[0]) || !(whole(pair[1]) || pair[1].is_null())) {
      return wrong_type("/length", "[least, most], whole numbers up to 65536 (most may be null: no limit)");
    }
    spec_.prefix.min_length = pair[0].get<size_t>();
    spec_.prefix.max_length = pair[1].is_null() ? 0 : pair[1].get<size_t>();
  }

  void context() {
    list("keywords", spec_.context.keywords);
    list("separators", spec_.context.separators);
    if (!rule_.contains("keywords")) fault("", "rules.key.missing", "The key 'keywords' is missing.", "Name the words of the key, lower case.");
    std::string name;
    required("tier", name);
    if (name.empty()) return;
    const auto tier = context_tier_named(name);
    if (tier) spec_.context.tier = *tier;
    else fault("/tier", "rules.tier.unknown", "This tier does not exist.", "Use password, secret, key, url, vendor or pem.");
  }

  void argv(std::string_view rule_json) {
    std::vector<std::string> errors;
    parse_argv_fields(rule_json, spec_.argv, errors);
    for (const std::string& error : errors) {
      const size_t colon = error.find(": ");
      const bool split = !error.empty() && error[0] == '/' && colon != std::string::npos;
      fault(split ? error.substr(0, colon) : "", "rules.argv.invalid", split ? error.substr(colon + 2) : error, "See docs/rules.md, kind argv.");
    }
  }

  const json& rule_;
  RuleSpec& spec_;
  std::vector<FieldFault>& faults_;
};

}  // namespace

void read_rule(std::string_view rule_json, RuleSpec& spec, std::vector<FieldFault>& faults) {
  const json rule = json::parse(rule_json, nullptr, /*allow_exceptions=*/false);
  if (!rule.is_object()) {
    faults.push_back({"", "rules.key.type", "A rule must be an object.", "See docs/rules.md."});
    return;
  }
  Reader reader(rule, spec, faults);
  reader.common();
  if (!reader.kind()) return;
  reader.own_keys(rule_json);
  reader.unknown_keys();
}

std::string write_rule(const RuleSpec& spec) {
  json rule = {{"id", spec.id}, {"label", spec.label}, {"kind", name_of(spec.kind)}, {"mode", name_of(spec.mode)}, {"priority", spec.priority}};
  if (!spec.title.empty()) rule["title"] = spec.title;
  if (!spec.source.empty()) rule["source"] = spec.source;
  if (!spec.advice.empty()) rule["advice"] = spec.advice;
  if (spec.rotate_days != 0) rule["rotate_days"] = spec.rotate_days;
  if (spec.min_entropy > 0) rule["min_entropy"] = spec.min_entropy;
  if (spec.placeholders) rule["placeholders"] = true;
  if (spec.fingerprint) rule["fingerprint"] = true;
  if (spec.owner_uid) rule["owner_uid"] = *spec.owner_uid;
  if (!spec.checks.empty()) rule["checks"] = spec.checks;
  if (!spec.examples.empty()) rule["examples"] = spec.examples;
  if (!spec.negative_examples.empty()) rule["negative_examples"] = spec.negative_examples;
  if (spec.kind == RuleKind::kPrefix) {
    rule["prefixes"] = spec.prefix.prefixes;
    rule["alphabet"] = spec.prefix.alphabet;
    rule["length"] = json::array({spec.prefix.min_length, spec.prefix.max_length == 0 ? json() : json(spec.prefix.max_length)});
    rule["weak"] = spec.prefix.weak;
  } else {
    rule["pattern"] = spec.regex.pattern;
    rule["anchors"] = spec.regex.anchors;
    rule["anchors_caseless"] = spec.regex.anchors_caseless;
  }
  // Patterns are bytes in Latin-1; invalid UTF-8 may not stop the file from being written.
  return rule.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace redactd
