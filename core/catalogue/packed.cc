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

// One list of members for both directions, so that they cannot drift apart; taken apart by structured bindings, so that a new
// member does not compile until it is listed here.
template <typename Visitor, typename... Members>
void visit(Visitor& v, Members&... members) {
  (v.field(members), ...);
}

template <typename Visitor, typename Flag>
void visit_flag(Visitor& v, Flag& item) {
  auto& [flag, value, after, until, subcommands, needs_flags] = item;
  visit(v, flag, value, after, until, subcommands, needs_flags);
}

template <typename Visitor, typename Operand>
void visit_operand(Visitor& v, Operand& operand) {
  auto& [subcommands, index, after, until, needs_flags] = operand;
  visit(v, subcommands, index, after, until, needs_flags);
}

template <typename Visitor, typename Argv>
void visit_argv(Visitor& v, Argv& argv) {
  auto& [tools, flags, operands, env, env_after, reads_stdin, stdin_flags, stdin_subcommands, stdin_after, bundled, takes_value, wraps,
         anchors] = argv;
  visit(v, tools, flags, operands, env, env_after, reads_stdin, stdin_flags, stdin_subcommands, stdin_after, bundled, takes_value, wraps,
        anchors);
}

template <typename Visitor, typename Prefix>
void visit_prefix(Visitor& v, Prefix& prefix) {
  auto& [prefixes, alphabet, min_length, max_length, weak] = prefix;
  visit(v, prefixes, alphabet, min_length, max_length, weak);
}

template <typename Visitor, typename Regex>
void visit_regex(Visitor& v, Regex& regex) {
  auto& [pattern, anchors, anchors_caseless] = regex;
  visit(v, pattern, anchors, anchors_caseless);
}

template <typename Visitor, typename Context>
void visit_context(Visitor& v, Context& context) {
  auto& [keywords, tier, separators] = context;
  visit(v, keywords, tier, separators);
}

template <typename Visitor, typename Rule>
void visit_rule(Visitor& v, Rule& rule) {
  visit(v, rule.id, rule.label, rule.family, rule.kind, rule.mode, rule.priority, rule.min_entropy, rule.placeholders,
        rule.fingerprint, rule.checks);
  switch (rule.kind) {
    case RuleKind::kPrefix: visit_prefix(v, rule.prefix); break;
    case RuleKind::kRegex: visit_regex(v, rule.regex); break;
    case RuleKind::kContext: visit_context(v, rule.context); break;
    case RuleKind::kArgv: visit_argv(v, rule.argv); break;
    case RuleKind::kExact: break;
  }
  // A client gives the advice of such rules; of all others it is only shown.
  if (rule.mode == RuleMode::kAdvise) v.field(rule.advice);
}

template <typename Visitor, typename Rule>
void visit_texts(Visitor& v, Rule& rule) {
  visit(v, rule.title, rule.source, rule.rotate_days, rule.examples, rule.negative_examples);
  if (rule.mode != RuleMode::kAdvise) v.field(rule.advice);
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
