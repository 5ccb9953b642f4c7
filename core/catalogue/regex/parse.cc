#include "core/catalogue/regex/tree.h"

namespace redactd {
namespace {

using Kind = RegexNode::Kind;
constexpr size_t kMaxNesting = 64;

ByteSet range(unsigned from, unsigned to) {
  ByteSet set;
  for (unsigned c = from; c <= to; ++c) set.set(c);
  return set;
}

ByteSet perl_class(char letter) {
  switch (to_lower(letter)) {
    case 'd': return range('0', '9');
    case 'w': return range('0', '9') | range('A', 'Z') | range('a', 'z') | range('_', '_');
    default: return range('\t', '\n') | range('\f', '\r') | range(' ', ' ');  // RE2's \s has no \v
  }
}

ByteSet fold(ByteSet set) {
  for (unsigned c = 'a'; c <= 'z'; ++c) {
    if (set.test(c) || set.test(c - 32)) set.set(c).set(c - 32);
  }
  return set;
}

// Recursive descent; `fail_` is final.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  std::optional<RegexNode> parse() {
    RegexNode node = alternation();
    if (fail_ || at_ != text_.size()) return std::nullopt;
    return node;
  }

 private:
  bool more() const { return at_ < text_.size(); }
  bool take(std::string_view wanted) {
    if (text_.substr(at_, wanted.size()) != wanted) return false;
    at_ += wanted.size();
    return true;
  }
  RegexNode failed() {
    fail_ = true;
    at_ = text_.size();
    return {};
  }
  RegexNode set_node(const ByteSet& set) const {
    RegexNode node;
    node.kind = Kind::kSet;
    node.set = caseless_ ? fold(set) : set;
    return node;
  }

  RegexNode alternation() {
    if (++depth_ > kMaxNesting) return failed();
    RegexNode node;
    node.kind = Kind::kAlternate;
    do node.children.push_back(concatenation());
    while (!fail_ && take("|"));
    --depth_;
    if (node.children.size() == 1) return std::move(node.children[0]);
    return node;
  }

  RegexNode concatenation() {
    RegexNode node;
    while (!fail_ && more() && text_[at_] != '|' && text_[at_] != ')') node.children.push_back(repeated());
    return node;
  }

  RegexNode repeated() {
    RegexNode node = atom();
    while (!fail_ && more()) {
      RegexNode outer;
      outer.kind = Kind::kRepeat;
      if (take("*")) outer.max = RegexNode::kUnbounded;
      else if (take("+")) outer.min = 1, outer.max = RegexNode::kUnbounded;
      else if (take("?")) outer.max = 1;
      else if (text_[at_] != '{' || !counts(outer)) break;
      take("?");  // lazy: the same set of matches
      outer.children.push_back(std::move(node));
      node = std::move(outer);
    }
    return node;
  }

  // "{2}", "{2,}", "{2,5}"; false: the brace is a literal (as RE2 reads it).
  bool counts(RegexNode& outer) {
    size_t i = at_ + 1;
    auto number = [&]() -> std::optional<int> {
      int value = 0;
      const size_t begin = i;
      while (i < text_.size() && is_digit(text_[i]) && i - begin < 5) value = value * 10 + (text_[i++] - '0');
      return i == begin ? std::nullopt : std::optional<int>(value);
    };
    const auto low = number();
    if (!low) return false;
    std::optional<int> high = low;
    if (i < text_.size() && text_[i] == ',') {
      ++i;
      high = number();
    }
    if (i >= text_.size() || text_[i] != '}') return false;
    at_ = i + 1;
    outer.min = *low;
    outer.max = high ? *high : RegexNode::kUnbounded;
    if (outer.max != RegexNode::kUnbounded && outer.max < outer.min) failed();
    return true;
  }

  RegexNode atom() {
    const char c = text_[at_++];
    switch (c) {
      case '(': return group();
      case '[': return bracket();
      case '.': return set_node(dot_newline_ ? range(0, 255) : ~range('\n', '\n'));
      case '^':
      case '$': return assertion();
      case '\\': return escape();
      case '*':
      case '+':
      case '?': return failed();
      default: return set_node(range(byte(c), byte(c)));
    }
  }

  static RegexNode assertion() {
    RegexNode node;
    node.kind = Kind::kAssertion;
    return node;
  }

  RegexNode group() {
    const bool caseless = caseless_, dot_newline = dot_newline_;
    bool captured = true;
    if (take("?P<") || take("?<")) {
      while (more() && text_[at_] != '>') ++at_;
      if (!take(">")) return failed();
    } else if (take("?")) {
      captured = false;
      if (!flags()) return failed();
      if (take(")")) return assertion();  // "(?i)": the flags hold until the surrounding group ends
      if (!take(":")) return failed();
    }
    RegexNode node = alternation();
    caseless_ = caseless;
    dot_newline_ = dot_newline;
    if (!take(")")) return failed();
    if (captured && node.captured) {  // "((x))": two groups are two nodes
      RegexNode outer;
      outer.children.push_back(std::move(node));
      node = std::move(outer);
    }
    node.captured = node.captured || captured;
    return node;
  }

  bool flags() {
    bool on = true;
    for (; more() && text_[at_] != ':' && text_[at_] != ')'; ++at_) {
      switch (text_[at_]) {
        case '-': on = false; break;
        case 'i': caseless_ = on; break;
        case 's': dot_newline_ = on; break;
        case 'm':
        case 'U': break;
        default: return false;
      }
    }
    return more();
  }

  RegexNode escape() {
    if (!more()) return failed();
    if (take("b") || take("B") || take("A") || take("z")) return assertion();
    if (take("Q")) return quoted();
    const auto set = escaped_set();
    return set ? set_node(*set) : failed();
  }

  RegexNode quoted() {
    RegexNode node;
    while (more() && !take("\\E")) {
      node.children.push_back(set_node(range(byte(text_[at_]), byte(text_[at_]))));
      ++at_;
    }
    return node;
  }

  // What follows a backslash, inside brackets and outside.
  std::optional<ByteSet> escaped_set() {
    const char c = text_[at_++];
    if (std::string_view("dswDSW").find(c) != std::string_view::npos) return is_upper(c) ? ~perl_class(c) : perl_class(c);
    static constexpr std::string_view kLetters = "afnrtv", kValues = "\a\f\n\r\t\v";
    if (const size_t k = kLetters.find(c); k != std::string_view::npos) return range(byte(kValues[k]), byte(kValues[k]));
    if (c == 'x') return hex_escape();
    if (is_alnum(c)) return std::nullopt;  // \pN, \1 and what else there is
    return range(byte(c), byte(c));
  }

  std::optional<ByteSet> hex_escape() {
    const bool braces = take("{");
    unsigned value = 0;
    size_t digits = 0;
    for (; more() && is_hex(text_[at_]) && digits < 2; ++at_, ++digits) {
      const char c = to_lower(text_[at_]);
      value = value * 16 + static_cast<unsigned>(is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    if (digits == 0 || (braces && !take("}"))) return std::nullopt;
    return range(value, value);
  }

  RegexNode bracket() {
    const bool negated = take("^");
    ByteSet set;
    for (bool first = true; first || !take("]"); first = false) {
      if (!more()) return failed();
      const auto low = bracket_item();
      if (!low) return failed();
      const bool is_range = low->count() == 1 && at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']';
      if (!is_range) {
        set |= *low;
        continue;
      }
      ++at_;
      const auto high = bracket_item();
      if (!high || high->count() != 1) return failed();
      const size_t from = low->_Find_first(), to = high->_Find_first();
      if (to < from) return failed();
      set |= range(static_cast<unsigned>(from), static_cast<unsigned>(to));
    }
    if (caseless_) set = fold(set);
    return set_node(negated ? ~set : set);
  }

  std::optional<ByteSet> bracket_item() {
    if (take("[:alnum:]")) return range('0', '9') | range('A', 'Z') | range('a', 'z');
    if (take("[:alpha:]")) return range('A', 'Z') | range('a', 'z');
    if (take("[:digit:]")) return range('0', '9');
    if (take("[:xdigit:]")) return range('0', '9') | range('A', 'F') | range('a', 'f');
    if (take("[:upper:]")) return range('A', 'Z');
    if (take("[:lower:]")) return range('a', 'z');
    if (take("[:space:]")) return range('\t', '\r') | range(' ', ' ');
    const char c = text_[at_++];
    if (c != '\\') return range(byte(c), byte(c));
    return more() ? escaped_set() : std::nullopt;
  }

  std::string_view text_;
  size_t at_ = 0;
  size_t depth_ = 0;
  bool caseless_ = false;
  bool dot_newline_ = false;
  bool fail_ = false;
};

}  // namespace

std::optional<RegexNode> parse_regex(std::string_view pattern) { return Parser(pattern).parse(); }

}  // namespace redactd
