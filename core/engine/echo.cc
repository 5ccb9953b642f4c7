#include "core/engine/echo.h"

#include <algorithm>
#include <cstring>

#include "core/base/bytes.h"
#include "core/base/limits.h"

namespace redactd {
namespace {

constexpr size_t kMaxValueBytes = 1024;
constexpr unsigned kHashBits = 16;
static_assert(kEchoMinBytes >= 8, "the hash reads eight bytes of every value");

unsigned hash_at(const char* at) {
  uint64_t word;
  std::memcpy(&word, at, 8);
  return static_cast<unsigned>((word * 0x9e3779b97f4a7c15u) >> (64 - kHashBits));
}

// Words, numbers: masking each of their other places would touch ordinary text.
bool is_distinct(std::string_view value) {
  bool lower = false, upper = false, digit = false, other = false;
  for (const char c : value) {
    lower |= is_lower(c);
    upper |= is_upper(c);
    digit |= is_digit(c);
    other |= !is_alnum(c);
  }
  return static_cast<int>(lower) + static_cast<int>(upper) + static_cast<int>(digit) + static_cast<int>(other) >= 2;
}

// Inside a longer word it is another word, unless it is long enough to be no chance.
bool stands_alone(std::string_view text, size_t at, size_t length) {
  if (length >= 16) return true;
  const bool left = at == 0 || !is_word(text[at]) || !is_word(text[at - 1]);
  const size_t end = at + length;
  return left && (end == text.size() || !is_word(text[end - 1]) || !is_word(text[end]));
}

}  // namespace

EchoSet::~EchoSet() { clear(); }
EchoSet::EchoSet(EchoSet&& other) noexcept : values_(std::move(other.values_)), bitmap_(std::move(other.bitmap_)) { other.values_.clear(); }
EchoSet& EchoSet::operator=(EchoSet&& other) noexcept {
  if (this == &other) return *this;
  clear();
  values_ = std::move(other.values_);
  bitmap_ = std::move(other.bitmap_);
  other.values_.clear();
  return *this;
}

void EchoSet::clear() {
  for (Value& value : values_) {
    if (!bitmap_.empty()) bitmap_[value.hash / 64] = 0;
    wipe(value.bytes);
  }
  values_.clear();
}

void EchoSet::add(const Snapshot& snapshot, std::string_view text, const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) {
    if (values_.size() == kMaxEchoValues) break;
    const size_t length = finding.end - finding.begin;
    if (finding.rule == Finding::kLineBudget || finding.continued || length < kEchoMinBytes || length > kMaxValueBytes) continue;
    const RuleSpec& rule = snapshot.rule(finding.rule);
    if (rule.kind == RuleKind::kContext && rule.context.tier == ContextTier::kPem) continue;
    if (rule.kind == RuleKind::kExact) continue;  // found wherever they stand; no copy of them may lie in ordinary memory
    const std::string_view bytes = text.substr(finding.begin, length);
    if (!is_distinct(bytes)) continue;
    const bool known = std::any_of(values_.begin(), values_.end(), [&](const Value& value) { return value.bytes == bytes; });
    if (known) continue;
    const unsigned hash = hash_at(bytes.data());
    values_.push_back({std::string(bytes), finding.rule, finding.end, hash});
    if (bitmap_.empty()) bitmap_.resize((1u << kHashBits) / 64);
    bitmap_[hash / 64] |= uint64_t{1} << (hash % 64);
  }
}

void EchoSet::find(std::string_view text, bool forward, std::vector<Finding>& findings) const {
  if (values_.empty() || text.size() < kEchoMinBytes) return;
  for (size_t i = 0; i + kEchoMinBytes <= text.size(); ++i) {
    const unsigned hash = hash_at(text.data() + i);
    if ((bitmap_[hash / 64] >> (hash % 64) & 1) == 0) continue;
    for (const Value& value : values_) {
      if (value.hash != hash || (forward && i < value.found_end)) continue;
      if (!text.substr(i).starts_with(value.bytes) || !stands_alone(text, i, value.bytes.size())) continue;
      findings.push_back({i, i + value.bytes.size(), value.rule});
    }
  }
}

void EchoSet::forget_places() {
  for (Value& value : values_) value.found_end = 0;
}

size_t EchoSet::unfinished_tail(std::string_view text) const {
  size_t longest = 0;
  for (const Value& value : values_) {
    // A whole value counts too: what follows decides whether it stands alone.
    size_t n = std::min(text.size(), value.bytes.size());
    for (; n > longest; --n) {
      if (text.ends_with(std::string_view(value.bytes).substr(0, n))) break;
    }
    longest = std::max(longest, n);
  }
  return longest;
}

}  // namespace redactd
