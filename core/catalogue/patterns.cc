#include "core/catalogue/patterns.h"

#include <limits>
#include <nlohmann/json.hpp>

#include "core/base/limits.h"
#include "core/catalogue/json_outline.h"
#include "core/catalogue/rule_check.h"
#include "core/catalogue/rule_fields.h"

namespace redactd {
namespace {

using nlohmann::json;

constexpr int kVersion = 1;

Error invalid(const std::string& what) {
  return Error{"patterns.file.invalid", "The pattern file is damaged: " + what + ".", "Restore it from a backup; the file is written by redactd alone."};
}

// A whole number of the object, `least` if it is absent; false: it is something else or out of range.
bool number(const json& object, const char* key, int64_t least, int64_t most, int64_t& out) {
  out = least;
  const auto found = object.find(key);
  if (found == object.end()) return true;
  if (!found->is_number_integer()) return false;
  if (found->is_number_unsigned() && found->get<uint64_t>() > static_cast<uint64_t>(most)) return false;
  out = found->get<int64_t>();
  return out >= least && out <= most;
}

Result<OperatorPattern> read_pattern(const json& entry) {
  constexpr int64_t kForever = std::numeric_limits<int64_t>::max();
  OperatorPattern pattern;
  int64_t uid = 0;
  if (!entry.is_object() || !entry.contains("rule") || !entry["rule"].is_object()) return invalid("an entry has no rule");
  if (!number(entry, "added_at", 0, kForever, pattern.added_at) || !number(entry, "expires_at", 0, kForever, pattern.expires_at) ||
      !number(entry, "added_by", 0, std::numeric_limits<uint32_t>::max(), uid)) {
    return invalid("a number is out of range");
  }
  pattern.added_by = static_cast<uint32_t>(uid);
  if (entry.contains("forced_reason")) {
    if (!entry["forced_reason"].is_string()) return invalid("a reason is no text");
    pattern.forced_reason = entry["forced_reason"].get<std::string>();
  }
  std::vector<FieldFault> faults;
  read_rule(entry["rule"].dump(), pattern.rule, faults);
  if (faults.empty()) check_rule(pattern.rule, faults);
  // A pattern that was forced past the gate may be odd, but what does not compile could not have been added.
  if (!faults.empty()) return invalid("a rule is refused (" + faults[0].code + ")");
  pattern.rule.family = "operator";
  return pattern;
}

}  // namespace

std::string write_patterns(const PatternFile& file) {
  json patterns = json::array();
  for (const OperatorPattern& pattern : file.patterns) {
    json entry = {{"rule", json::parse(write_rule(pattern.rule))},
                  {"added_at", pattern.added_at},
                  {"expires_at", pattern.expires_at},
                  {"added_by", pattern.added_by}};
    if (!pattern.forced_reason.empty()) entry["forced_reason"] = pattern.forced_reason;
    patterns.push_back(std::move(entry));
  }
  const json root = {{"version", kVersion}, {"generation", file.generation}, {"patterns", std::move(patterns)}};
  return root.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

Result<PatternFile> parse_patterns(std::string_view text) {
  if (text.size() > kMaxRuleFileBytes) return invalid("it has more than 8 MiB");
  if (JsonOutline(text, kMaxJsonDepth).too_deep()) return invalid("it is nested too deeply");
  const json root = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!root.is_object()) return invalid("it is no JSON object");
  if (!root.contains("version") || root["version"] != kVersion) {
    return Error{"patterns.file.version", "The pattern file has a version that this program does not know.", "Use the program that wrote it, or a newer one."};
  }
  if (!root.contains("generation") || !root["generation"].is_number_unsigned()) return invalid("it has no generation");
  if (!root.contains("patterns") || !root["patterns"].is_array()) return invalid("it has no list of patterns");
  PatternFile file;
  file.generation = root["generation"].get<uint64_t>();
  for (const json& entry : root["patterns"]) {
    auto pattern = read_pattern(entry);
    if (!pattern) return pattern.error();
    file.patterns.push_back(std::move(*pattern));
  }
  return file;
}

}  // namespace redactd
