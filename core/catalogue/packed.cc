#include "core/catalogue/packed.h"

#include <bit>

namespace redactd {
namespace {

// Numbers are written in 7-bit groups, the lowest first (as LEB128); strings and lists with their length in front.
class Writer {
 public:
  std::string bytes;

  void field(uint64_t n) {
    for (; n >= 0x80; n >>= 7) bytes += static_cast<char>(n | 0x80);
    bytes += static_cast<char>(n);
  }
  void field(int n) { field(static_cast<uint64_t>(static_cast<uint32_t>(n))); }
  void field(bool on) { field(uint64_t{on ? 1u : 0u}); }
  void field(double value) { field(std::bit_cast<uint64_t>(value)); }
  void field(const std::string& text) {
    field(uint64_t{text.size()});
    bytes += text;
  }
  template <typename T>
  void field(const std::vector<T>& list) {
    field(uint64_t{list.size()});
    for (const T& item : list) field(item);
  }
  template <typename E>
    requires std::is_enum_v<E>
  void field(E value) {
    field(static_cast<uint64_t>(value));
  }
  void field(const ArgvFlag& flag);
  void field(const ArgvOperand& operand);
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  bool failed() const { return failed_; }

  void field(uint64_t& n) {
    n = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (at_ == bytes_.size()) break;
      const auto c = static_cast<unsigned char>(bytes_[at_++]);
      n |= static_cast<uint64_t>(c & 0x7f) << shift;
      if ((c & 0x80) == 0) return;
    }
    failed_ = true;
  }
  void field(int& n) { n = static_cast<int>(static_cast<uint32_t>(number())); }
  void field(bool& on) { on = number() != 0; }
  void field(double& value) { value = std::bit_cast<double>(number()); }
  void field(std::string& text) {
    const size_t size = length();
    text.assign(bytes_.substr(at_, size));
    at_ += size;
  }
  template <typename T>
  void field(std::vector<T>& list) {
    list.resize(length());
    for (T& item : list) field(item);
  }
  template <typename E>
    requires std::is_enum_v<E>
  void field(E& value) {
    value = static_cast<E>(number());
  }
  void field(ArgvFlag& flag);
  void field(ArgvOperand& operand);

 private:
  uint64_t number() {
    uint64_t n = 0;
    field(n);
    return n;
  }
  // Of a string or list: never more than there are bytes left.
  size_t length() {
    const uint64_t n = number();
    if (n <= bytes_.size() - at_) return static_cast<size_t>(n);
    failed_ = true;
    at_ = bytes_.size();
    return 0;
  }

  std::string_view bytes_;
  size_t at_ = 0;
  bool failed_ = false;
};

// One list of members for both directions, so that they cannot drift apart.
template <typename Visitor, typename Flag>
void visit_flag(Visitor& v, Flag& flag) {
  v.field(flag.flag);
  v.field(flag.value);
  v.field(flag.after);
  v.field(flag.subcommands);
}

template <typename Visitor, typename Operand>
void visit_operand(Visitor& v, Operand& operand) {
  v.field(operand.subcommands);
  v.field(operand.index);
  v.field(operand.after);
  v.field(operand.needs_flags);
}

template <typename Visitor, typename Rule>
void visit_rule(Visitor& v, Rule& rule) {
  v.field(rule.id);
  v.field(rule.label);
  v.field(rule.family);
  v.field(rule.kind);
  v.field(rule.mode);
  v.field(rule.priority);
  v.field(rule.min_entropy);
  v.field(rule.placeholders);
  v.field(rule.fingerprint);
  v.field(rule.checks);
  if (rule.kind == RuleKind::kPrefix) {
    v.field(rule.prefix.prefixes);
    v.field(rule.prefix.alphabet);
    v.field(rule.prefix.min_length);
    v.field(rule.prefix.max_length);
    v.field(rule.prefix.weak);
  } else if (rule.kind == RuleKind::kRegex) {
    v.field(rule.regex.pattern);
    v.field(rule.regex.anchors);
    v.field(rule.regex.anchors_caseless);
  } else if (rule.kind == RuleKind::kContext) {
    v.field(rule.context.keywords);
    v.field(rule.context.tier);
    v.field(rule.context.separators);
  } else {
    v.field(rule.argv.tools);
    v.field(rule.argv.flags);
    v.field(rule.argv.operands);
    v.field(rule.argv.env);
    v.field(rule.argv.reads_stdin);
    v.field(rule.argv.stdin_flags);
  }
  // A client gives the advice of such rules; of all others it is only shown.
  if (rule.mode == RuleMode::kAdvise) v.field(rule.advice);
}

template <typename Visitor, typename Rule>
void visit_texts(Visitor& v, Rule& rule) {
  v.field(rule.title);
  v.field(rule.source);
  if (rule.mode != RuleMode::kAdvise) v.field(rule.advice);
  v.field(rule.rotate_days);
  v.field(rule.examples);
  v.field(rule.negative_examples);
}

void Writer::field(const ArgvFlag& flag) { visit_flag(*this, flag); }
void Writer::field(const ArgvOperand& operand) { visit_operand(*this, operand); }
void Reader::field(ArgvFlag& flag) { visit_flag(*this, flag); }
void Reader::field(ArgvOperand& operand) { visit_operand(*this, operand); }

}  // namespace

PackedRules pack_rules(const std::vector<RuleSpec>& rules) {
  Writer lean, texts;
  lean.field(uint64_t{rules.size()});
  for (const RuleSpec& rule : rules) {
    visit_rule(lean, rule);
    visit_texts(texts, rule);
  }
  return {std::move(lean.bytes), std::move(texts.bytes)};
}

std::vector<RuleSpec> unpack_rules(std::string_view rules, std::string_view texts) {
  Reader lean(rules), more(texts);
  uint64_t count = 0;
  lean.field(count);
  std::vector<RuleSpec> out;
  if (count > rules.size()) return out;
  out.reserve(static_cast<size_t>(count));
  for (uint64_t i = 0; i < count; ++i) {
    RuleSpec rule;
    visit_rule(lean, rule);
    if (!texts.empty()) visit_texts(more, rule);
    if (lean.failed() || more.failed()) break;
    out.push_back(std::move(rule));
  }
  return out;
}

}  // namespace redactd
