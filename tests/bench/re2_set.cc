#include "tests/bench/re2_set.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <cstdlib>
#include <string>

namespace redactd::bench {
namespace {

std::string any_of(const std::vector<std::string>& literals) {
  std::string out = "(?:";
  for (const std::string& literal : literals) out += (out.size() > 3 ? "|" : "") + re2::RE2::QuoteMeta(literal);
  return out + ")";
}

std::string repetition(size_t least, size_t most) {
  if (most == 0 || most > 1000) return "{" + std::to_string(least > 1000 ? 1000 : least) + ",}";
  return "{" + std::to_string(least) + "," + std::to_string(most) + "}";
}

std::string pattern_of(const RuleSpec& rule) {
  switch (rule.kind) {
    case RuleKind::kPrefix:
      return any_of(rule.prefix.prefixes) + "[" + rule.prefix.alphabet + "]" + repetition(rule.prefix.min_length, rule.prefix.max_length);
    case RuleKind::kRegex: return rule.regex.pattern;
    case RuleKind::kContext: return "(?i:" + any_of(rule.context.keywords) + ")[\\w-]{0,24}[\"']?\\s{0,3}[=:]\\s{0,3}[\"']?[^\\s\"']{4,}";
    case RuleKind::kArgv: break;
    case RuleKind::kExact: break;
  }
  return "";
}

}  // namespace

struct Re2Set::Impl {
  re2::RE2::Set set;
  size_t size = 0;
  Impl() : set(options(), re2::RE2::UNANCHORED) {}
  static re2::RE2::Options options() {
    re2::RE2::Options made;
    made.set_encoding(re2::RE2::Options::EncodingLatin1);
    made.set_log_errors(false);
    made.set_max_mem(256 << 20);
    return made;
  }
};

Re2Set::Re2Set(const std::vector<RuleSpec>& rules) : impl_(std::make_unique<Impl>()) {
  for (const RuleSpec& rule : rules) {
    const std::string pattern = pattern_of(rule);
    if (!pattern.empty() && impl_->set.Add(pattern, nullptr) >= 0) ++impl_->size;
  }
  if (!impl_->set.Compile()) std::abort();
}

Re2Set::~Re2Set() = default;

size_t Re2Set::size() const { return impl_->size; }

size_t Re2Set::matching_lines(std::string_view text) const {
  size_t lines = 0;
  std::vector<int> matched;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (impl_->set.Match({line.data(), line.size()}, &matched)) ++lines;
    if (end == text.npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace redactd::bench
