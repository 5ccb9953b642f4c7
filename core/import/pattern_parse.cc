#include <algorithm>

#include "core/import/pattern.h"
#include "core/import/pattern_cursor.h"

namespace redactd {
namespace {

using Kind = PatternNode::Kind;
constexpr size_t kMaxForeignPatternBytes = 16 * 1024;
constexpr size_t kMaxNesting = 40;
constexpr int kMaxRepeatsOfOne = 3;  // "(?:x{2}){3}" is nesting; "x{2}{3}" is hardly ever meant

// Recursive descent; the cursor's first error is final.
class Parser {
 public:
  Parser(std::string_view text, bool vectorscan) { cursor_.text = text, cursor_.vectorscan = vectorscan; }

  Result<ParsedPattern> parse() {
    PatternNode root = alternation();
    if (!cursor_.error && cursor_.more()) cursor_.fail("syntax", "A parenthesis closes that was not opened.");
    if (cursor_.error) return *cursor_.error;
    return ParsedPattern{std::move(root), groups_, cursor_.spans_lines, cursor_.unicode};
  }

 private:
  bool at_end_of_branch() {
    cursor_.skip_blanks();
    return !cursor_.more() || cursor_.text[cursor_.at] == '|' || cursor_.text[cursor_.at] == ')';
  }

  PatternNode alternation() {
    if (++depth_ > kMaxNesting) cursor_.fail("too_large", "Its groups are nested more than 40 deep.");
    PatternNode node = list_node(Kind::kAlternate, {});
    do node.children.push_back(concatenation());
    while (cursor_.take("|"));
    --depth_;
    if (node.children.size() == 1) return std::move(node.children[0]);
    return node;
  }

  PatternNode concatenation() {
    PatternNode node;
    while (!at_end_of_branch()) repeated(node.children);
    return node;
  }

  // Appends one atom with what repeats it.
  void repeated(std::vector<PatternNode>& out) {
    PatternNode node = atom();
    int repeats = 0;
    for (cursor_.skip_blanks(); cursor_.more(); cursor_.skip_blanks()) {
      PatternNode outer;
      outer.kind = Kind::kRepeat;
      if (cursor_.take("*")) outer.max = PatternNode::kUnbounded;
      else if (cursor_.take("+")) outer.min = 1, outer.max = PatternNode::kUnbounded;
      else if (cursor_.take("?")) outer.max = 1;
      else if (!counts(outer)) break;
      if (++repeats > kMaxRepeatsOfOne) return cursor_.fail("too_large", "A repeat is repeated too often.");
      if (cursor_.take("+")) return cursor_.fail("possessive", "It repeats possessively, which RE2 cannot.");
      outer.lazy = cursor_.take("?") != cursor_.flags.swap_greed;
      outer.children.push_back(std::move(node));
      node = std::move(outer);
    }
    out.push_back(std::move(node));
  }

  std::optional<int> number() {
    int value = 0;
    const size_t begin = cursor_.at;
    while (cursor_.more() && is_digit(cursor_.text[cursor_.at]) && cursor_.at - begin < 6) value = value * 10 + (cursor_.text[cursor_.at++] - '0');
    return cursor_.at == begin ? std::nullopt : std::optional<int>(value);
  }

  // "{2}", "{2,}", "{2,5}"; false: no count, the brace stands for itself.
  bool counts(PatternNode& outer) {
    const size_t begin = cursor_.at;
    if (!cursor_.take("{")) return false;
    const auto low = number();
    std::optional<int> high = low;
    if (low && cursor_.take(",")) {
      if (cursor_.vectorscan) cursor_.skip_blanks();  // "{1, 5}" under (?x)
      high = number();
    }
    if (!low || !cursor_.take("}")) {
      cursor_.at = begin;
      return false;
    }
    outer.min = *low;
    outer.max = high.value_or(PatternNode::kUnbounded);
    if (high && *high < *low) cursor_.fail("syntax", "A count is reversed.");
    return true;
  }

  PatternNode leaf(const ByteSet& set) const { return set_node(cursor_.flags.caseless ? fold_case(set) : set); }

  static PatternNode text_node(std::string_view text) {
    PatternNode node;
    for (const char c : text) node.children.push_back(set_node(byte_range(byte(c), byte(c))));
    return node;
  }

  PatternNode atom() {
    const char c = cursor_.text[cursor_.at++];
    switch (c) {
      case '(': return group();
      case '[': return set_node(read_class(cursor_));
      case '.':
        cursor_.spans_lines = cursor_.spans_lines || cursor_.flags.dot_all;
        return set_node(cursor_.flags.dot_all ? byte_range(0, 255) : ~byte_range('\n', '\n'));
      case '^':
      case '$': return edge_node(c);
      case '\\': return escape();
      case '*':
      case '+':
      case '?': cursor_.fail("syntax", "A repeat has nothing to repeat."); return {};
      default: break;
    }
    if (byte(c) < 0x80) return leaf(byte_range(byte(c), byte(c)));
    const size_t begin = cursor_.at - 1;  // a character of several bytes is repeated as a whole
    while (cursor_.more() && (byte(cursor_.text[cursor_.at]) & 0xc0) == 0x80) ++cursor_.at;
    return text_node(cursor_.text.substr(begin, cursor_.at - begin));
  }

  PatternNode escape() {
    if (cursor_.take("E")) return {};
    if (cursor_.take("Q")) {
      const size_t end = std::min(cursor_.text.find("\\E", cursor_.at), cursor_.text.size());
      PatternNode node;
      for (; cursor_.at < end; ++cursor_.at) node.children.push_back(leaf(byte_range(byte(cursor_.text[cursor_.at]), byte(cursor_.text[cursor_.at]))));
      cursor_.take("\\E");
      return node;
    }
    const PatternAtom atom = read_escape(cursor_, false);
    switch (atom.kind) {
      case PatternAtom::Kind::kSet: return leaf(atom.set);
      case PatternAtom::Kind::kText: return text_node(atom.text);
      case PatternAtom::Kind::kEdge: return edge_node(atom.edge);
    }
    return {};
  }

  PatternNode closed(const PatternFlags& outside) {
    PatternNode node = alternation();
    if (!cursor_.take(")")) cursor_.fail("syntax", "A parenthesis is not closed.");
    cursor_.flags = outside;
    return node;
  }

  PatternNode captured(std::string name, const PatternFlags& outside) {
    const int number_here = ++groups_;
    PatternNode inner = closed(outside);
    PatternNode node;
    node.group = number_here;
    node.name = std::move(name);
    node.children.push_back(std::move(inner));
    return node;
  }

  PatternNode look(bool ahead, bool negative, const PatternFlags& outside) {
    PatternNode node;
    node.kind = Kind::kLook;
    node.ahead = ahead;
    node.negative = negative;
    node.children.push_back(closed(outside));
    return node;
  }

  PatternNode group() {
    const PatternFlags outside = cursor_.flags;
    if (cursor_.take("*")) cursor_.fail("unsupported", "It steers the search by a verb, which RE2 cannot.");
    if (!cursor_.take("?")) return captured("", outside);
    if (cursor_.take("=")) return look(true, false, outside);
    if (cursor_.take("!")) return look(true, true, outside);
    if (cursor_.take("<=")) return look(false, false, outside);
    if (cursor_.take("<!")) return look(false, true, outside);
    if (cursor_.take(">")) cursor_.fail("possessive", "It holds an atomic group, which RE2 cannot.");
    if (cursor_.take("P=")) cursor_.fail("backreference", "It refers back to what a group matched, which RE2 cannot.");
    if (cursor_.take("P<") || cursor_.take("<") || cursor_.take("'")) {
      const size_t end = cursor_.text.find_first_of(">'", cursor_.at);
      if (end == std::string_view::npos) cursor_.fail("syntax", "The name of a group is unfinished.");
      if (cursor_.error) return {};
      std::string name(cursor_.text.substr(cursor_.at, end - cursor_.at));
      cursor_.at = end + 1;
      return captured(std::move(name), outside);
    }
    if (!flags()) {
      cursor_.fail("unsupported", "It holds a condition, a recursion or a flag that RE2 does not have.");
      return {};
    }
    if (cursor_.take(")")) return {};  // "(?i)": the flags hold until the surrounding group ends
    cursor_.take(":");
    return closed(outside);
  }

  // Up to ":" or ")".
  bool flags() {
    bool on = true;
    for (; cursor_.more() && cursor_.text[cursor_.at] != ':' && cursor_.text[cursor_.at] != ')'; ++cursor_.at) {
      switch (cursor_.text[cursor_.at]) {
        case '-': on = false; break;
        case 'i': cursor_.flags.caseless = on; break;
        case 's': cursor_.flags.dot_all = on; break;
        case 'x': cursor_.flags.extended = on; break;
        case 'U': cursor_.flags.swap_greed = on; break;
        case 'm':           // lines are all there is
        case 'u': break;    // bytes are all there is
        default: return false;
      }
    }
    return cursor_.more();
  }

  PatternCursor cursor_;
  size_t depth_ = 0;
  int groups_ = 0;
};

}  // namespace

bool PatternCursor::take(std::string_view wanted) {
  if (text.substr(at, wanted.size()) != wanted) return false;
  at += wanted.size();
  return true;
}

void PatternCursor::skip_blanks() {
  while (more()) {
    if (text.substr(at, 3) == "(?#") {
      at = std::min(text.find(')', at), text.size() - 1) + 1;
    } else if (flags.extended && std::string_view(" \t\n\v\f\r").find(text[at]) != std::string_view::npos) {
      ++at;
    } else if (flags.extended && text[at] == '#') {
      at = std::min(text.find('\n', at), text.size());
    } else {
      return;
    }
  }
}

void PatternCursor::fail(const char* code, std::string what) {
  if (!error) error = Error{std::string("import.pattern.") + code, std::move(what), ""};
  at = text.size();
}

Result<ParsedPattern> parse_foreign_pattern(std::string_view pattern, bool vectorscan) {
  if (pattern.size() > kMaxForeignPatternBytes) {
    return Error{"import.pattern.too_large", "The pattern has more than 16 KiB.", ""};
  }
  return Parser(pattern, vectorscan).parse();
}

}  // namespace redactd
