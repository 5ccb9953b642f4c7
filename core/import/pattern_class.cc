#include "core/import/pattern_cursor.h"

namespace redactd {
namespace {

const ByteSet& digits() {
  static const ByteSet set = byte_range('0', '9');
  return set;
}
const ByteSet& letters() {
  static const ByteSet set = byte_range('A', 'Z') | byte_range('a', 'z');
  return set;
}

ByteSet one(char c) { return byte_range(byte(c), byte(c)); }

// \d \w \s \h, or none.
std::optional<ByteSet> perl_class(char letter) {
  switch (letter) {
    case 'd': return digits();
    case 'w': return digits() | letters() | one('_');
    case 's': return byte_range('\t', '\n') | byte_range('\f', '\r') | one(' ');
    case 'h': return one('\t') | one(' ');
    default: return std::nullopt;
  }
}

std::optional<ByteSet> posix_class(std::string_view name) {
  if (name == "alnum") return digits() | letters();
  if (name == "alpha") return letters();
  if (name == "ascii") return byte_range(0, 0x7f);
  if (name == "blank") return one(' ') | one('\t');
  if (name == "cntrl") return byte_range(0, 0x1f) | byte_range(0x7f, 0x7f);
  if (name == "digit") return digits();
  if (name == "graph") return byte_range('!', '~');
  if (name == "lower") return byte_range('a', 'z');
  if (name == "print") return byte_range(' ', '~');
  if (name == "punct") return byte_range('!', '/') | byte_range(':', '@') | byte_range('[', '`') | byte_range('{', '~');
  if (name == "space") return byte_range('\t', '\r') | one(' ');
  if (name == "upper") return byte_range('A', 'Z');
  if (name == "word") return *perl_class('w');
  if (name == "xdigit") return digits() | byte_range('A', 'F') | byte_range('a', 'f');
  return std::nullopt;
}

// RFC 3629.
std::string utf8_of(uint32_t point) {
  std::string out;
  const auto add = [&](uint32_t value) { out += static_cast<char>(static_cast<unsigned char>(value)); };
  if (point < 0x80) {
    add(point);
  } else if (point < 0x800) {
    add(0xc0 | (point >> 6)), add(0x80 | (point & 0x3f));
  } else if (point < 0x10000) {
    add(0xe0 | (point >> 12)), add(0x80 | ((point >> 6) & 0x3f)), add(0x80 | (point & 0x3f));
  } else {
    add(0xf0 | (point >> 18)), add(0x80 | ((point >> 12) & 0x3f)), add(0x80 | ((point >> 6) & 0x3f)), add(0x80 | (point & 0x3f));
  }
  return out;
}

PatternAtom atom_of(const ByteSet& set) {
  PatternAtom atom;
  atom.set = set;
  return atom;
}

// `is_byte`: the number names a byte, not a character.
PatternAtom atom_of_number(uint32_t number, bool is_byte) {
  if (number < 0x80 || (is_byte && number < 0x100)) return atom_of(byte_range(number, number));
  PatternAtom atom;
  atom.kind = PatternAtom::Kind::kText;
  atom.text = utf8_of(number);
  return atom;
}

// Up to `most` digits, or any number of them in braces.
PatternAtom read_hex(PatternCursor& cursor, size_t most) {
  const bool braces = cursor.take("{");
  uint32_t value = 0;
  size_t digits_read = 0;
  for (; cursor.more() && is_hex(cursor.text[cursor.at]) && digits_read < (braces ? 8 : most); ++cursor.at, ++digits_read) {
    const char c = to_lower(cursor.text[cursor.at]);
    value = value * 16 + static_cast<uint32_t>(is_digit(c) ? c - '0' : c - 'a' + 10);
  }
  if (digits_read == 0 || value > 0x10ffff || (braces && !cursor.take("}"))) cursor.fail("syntax", "An escape with hexadecimal digits is unfinished.");
  return atom_of_number(value, cursor.vectorscan && !braces && most == 2);
}

// Behind \p or \P: only the classes whose ASCII members say what is meant.
PatternAtom read_property(PatternCursor& cursor, bool negated) {
  std::string name;
  if (cursor.take("{")) {
    while (cursor.more() && cursor.text[cursor.at] != '}') name += cursor.text[cursor.at++];
    if (!cursor.take("}")) cursor.fail("syntax", "A Unicode class is unfinished.");
  } else if (cursor.more()) {
    name = cursor.text[cursor.at++];
  }
  ByteSet set;
  if (name == "L" || name == "Alphabetic") set = letters();
  else if (name == "Lu") set = byte_range('A', 'Z');
  else if (name == "Ll") set = byte_range('a', 'z');
  else if (name == "N" || name == "Nd") set = digits();
  if (set.none() || negated) {
    cursor.fail("unicode", "It uses a Unicode class that has no counterpart over bytes.");
    return {};
  }
  cursor.unicode = true;
  return atom_of(set | byte_range(0x80, 0xff));
}

// A letter or digit whose escape means something else than itself.
PatternAtom read_letter_escape(PatternCursor& cursor, char c, bool in_class) {
  static constexpr std::string_view kControls = "afnrtve", kValues = "\a\f\n\r\t\v\x1b";
  if (const size_t k = kControls.find(c); k != std::string_view::npos) {
    cursor.spans_lines = cursor.spans_lines || c == 'n';
    return atom_of(one(kValues[k]));
  }
  if (const auto set = perl_class(to_lower(c))) return atom_of(is_upper(c) ? ~*set : *set);
  if (in_class && c == 'b') return atom_of(one('\b'));
  if (!in_class && std::string_view("bBAzZ").find(c) != std::string_view::npos) {
    PatternAtom atom;
    atom.kind = PatternAtom::Kind::kEdge;
    atom.edge = c == 'A' ? '^' : (c == 'z' || c == 'Z') ? '$' : c;
    return atom;
  }
  if (c == 'x') return read_hex(cursor, 2);
  if (c == 'u') return read_hex(cursor, 4);
  if (c == 'U') return read_hex(cursor, 8);
  if (c == 'p' || c == 'P') return read_property(cursor, c == 'P');
  if (c == '0') {
    uint32_t value = 0;
    for (int i = 0; i < 2 && cursor.more() && cursor.text[cursor.at] >= '0' && cursor.text[cursor.at] <= '7'; ++i) {
      value = value * 8 + static_cast<uint32_t>(cursor.text[cursor.at++] - '0');
    }
    return atom_of(byte_range(value, value));
  }
  const bool backreference = !in_class && (is_digit(c) || c == 'k' || c == 'g');
  cursor.fail(backreference ? "backreference" : "unsupported",
              backreference ? "It refers back to what a group matched, which RE2 cannot." : "It uses an escape that has no counterpart in RE2.");
  return {};
}

// A member of a class that is one byte or a set of them.
std::optional<ByteSet> read_member(PatternCursor& cursor) {
  const size_t end = cursor.text.find(":]", cursor.at);
  if (end != std::string_view::npos && end - cursor.at < 12 && cursor.take("[:")) {
    const bool negated = cursor.take("^");
    const auto set = posix_class(cursor.text.substr(cursor.at, end - cursor.at));
    cursor.at = end + 2;
    if (!set) return std::nullopt;
    return negated ? ~*set : *set;
  }
  const char c = cursor.text[cursor.at];
  if (c != '\\') {
    ++cursor.at;
    if (cursor.vectorscan && c == '[') {
      cursor.fail("unsupported", "It holds a class inside a class, which its two search engines read differently.");
    }
    if (byte(c) >= 0x80) cursor.fail("unicode", "A class names a character of more than one byte.");
    return one(c);
  }
  ++cursor.at;
  const PatternAtom atom = read_escape(cursor, true);
  if (atom.kind == PatternAtom::Kind::kText) cursor.fail("unicode", "A class names a character of more than one byte.");
  return atom.set;
}

// Rust's regex takes neither blanks nor comments of a class for members under (?x).
void skip_class_blanks(PatternCursor& cursor) {
  if (cursor.vectorscan && cursor.flags.extended) cursor.skip_blanks();
}

bool is_operator(const PatternCursor& cursor) {
  const std::string_view two = cursor.text.substr(cursor.at, 2);
  return cursor.vectorscan && (two == "&&" || two == "--" || two == "~~");
}

}  // namespace

ByteSet byte_range(unsigned from, unsigned to) {
  ByteSet set;
  for (unsigned c = from; c <= to && c < 256; ++c) set.set(c);
  return set;
}

ByteSet fold_case(ByteSet set) {
  for (unsigned c = 'a'; c <= 'z'; ++c) {
    if (set.test(c) || set.test(c - 32)) set.set(c).set(c - 32);
  }
  return set;
}

PatternAtom read_escape(PatternCursor& cursor, bool in_class) {
  if (!cursor.more()) {
    cursor.fail("syntax", "It ends with a backslash.");
    return {};
  }
  const char c = cursor.text[cursor.at++];
  return is_alnum(c) ? read_letter_escape(cursor, c, in_class) : atom_of(one(c));
}

ByteSet read_class(PatternCursor& cursor) {
  const bool negated = cursor.take("^");
  ByteSet set;
  skip_class_blanks(cursor);
  for (bool first = true; cursor.more() && (first || cursor.text[cursor.at] != ']'); first = false, skip_class_blanks(cursor)) {
    if (is_operator(cursor)) cursor.fail("unsupported", "A class subtracts or intersects others.");
    if (!cursor.more()) break;
    const auto low = read_member(cursor);
    if (!low) cursor.fail("syntax", "A class names a POSIX class that does not exist.");
    if (!low || cursor.error) return {};
    skip_class_blanks(cursor);
    const bool is_range = low->count() == 1 && cursor.at + 1 < cursor.text.size() && cursor.text[cursor.at] == '-' && cursor.text[cursor.at + 1] != ']';
    if (!is_range) {
      set |= *low;
      continue;
    }
    ++cursor.at;
    skip_class_blanks(cursor);
    const auto high = cursor.more() ? read_member(cursor) : std::nullopt;
    if (!high || high->count() != 1 || high->_Find_first() < low->_Find_first()) {
      cursor.fail("syntax", "A range of a class is reversed or unfinished.");
      return {};
    }
    set |= byte_range(static_cast<unsigned>(low->_Find_first()), static_cast<unsigned>(high->_Find_first()));
  }
  if (!cursor.take("]")) cursor.fail("syntax", "A class is unfinished.");
  if (cursor.flags.caseless) set = fold_case(set);
  if (set.all()) cursor.spans_lines = true;
  return negated ? ~set : set;
}

}  // namespace redactd
