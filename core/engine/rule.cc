#include "core/engine/rule.h"

#include <algorithm>

#include "core/base/bytes.h"

namespace redactd {

const char* name_of(RuleKind kind) {
  switch (kind) {
    case RuleKind::kPrefix: return "prefix";
    case RuleKind::kRegex: return "regex";
    case RuleKind::kContext: return "context";
    case RuleKind::kArgv: return "argv";
    case RuleKind::kExact: return "exact";
  }
  return "";
}

const char* name_of(RuleMode mode) {
  switch (mode) {
    case RuleMode::kMask: return "mask";
    case RuleMode::kObserve: return "observe";
    case RuleMode::kAdvise: return "advise";
  }
  return "";
}

const char* name_of(ContextTier tier) {
  switch (tier) {
    case ContextTier::kPassword: return "password";
    case ContextTier::kSecret: return "secret";
    case ContextTier::kKey: return "key";
    case ContextTier::kUrl: return "url";
    case ContextTier::kVendor: return "vendor";
    case ContextTier::kPem: return "pem";
  }
  return "";
}

std::optional<ContextTier> context_tier_named(std::string_view name) {
  for (const ContextTier tier : {ContextTier::kPassword, ContextTier::kSecret, ContextTier::kKey, ContextTier::kUrl,
                                 ContextTier::kVendor, ContextTier::kPem}) {
    if (name == name_of(tier)) return tier;
  }
  return std::nullopt;
}

bool is_label(std::string_view text) {
  if (text.size() < 2 || text.size() > 32 || !is_upper(text[0])) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return is_upper(c) || is_digit(c) || c == '_'; });
}

bool is_rule_id(std::string_view text) {
  if (text.size() < 2 || text.size() > 64 || !(is_lower(text[0]) || is_digit(text[0]))) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
}

}  // namespace redactd
