#include "core/engine/confirm/value.h"

#include <algorithm>

#include "core/base/bytes.h"

namespace redactd {
namespace {

constexpr size_t kMaxQuotedBytes = 16 * 1024;
constexpr size_t kLookAheadBytes = 48;  // what separates() may look at

// Backslashes before the quote tell how deep a text is quoted inside others: \" ends at \", \\\" at \\\".
struct Quote {
  size_t length = 0;       // bytes of the opening quote, escapes and string prefix included
  size_t backslashes = 0;
  std::string_view mark;   // `"`, `'`, "`" or an XML entity
};

std::optional<Quote> opening_quote(std::string_view line, size_t at) {
  for (const std::string_view entity : {"&quot;", "&#34;", "&apos;", "&#39;"}) {
    if (line.substr(at).starts_with(entity)) return Quote{entity.size(), 0, entity};
  }
  size_t i = at;
  // b"..", r'..', u"..", f"..", @"..", $'..': one letter that belongs to the quote.
  if (i + 1 < line.size() && std::string_view("bBrRuUfF@$").find(line[i]) != std::string_view::npos &&
      (line[i + 1] == '"' || line[i + 1] == '\'')) {
    ++i;
  }
  const size_t slashes_from = i;
  while (i < line.size() && line[i] == '\\') ++i;
  if (i == line.size() || (line[i] != '"' && line[i] != '\'' && line[i] != '`')) return std::nullopt;
  return Quote{i + 1 - at, i - slashes_from, line.substr(i, 1)};
}

// The closing quote has exactly the opening one's backslashes; more of them quote a quote inside the value.
std::optional<size_t> closing_quote(std::string_view line, size_t from, const Quote& quote) {
  line = line.substr(0, from + kMaxQuotedBytes);
  for (size_t i = line.find(quote.mark, from); i != std::string_view::npos; i = line.find(quote.mark, i + 1)) {
    size_t slashes = 0;
    while (i > from + slashes && slashes < 16 && line[i - slashes - 1] == '\\') ++slashes;
    if (slashes == quote.backslashes) return i - slashes;
    // An even number of backslashes before a plain quote are escaped backslashes, and the quote is real.
    if (quote.backslashes == 0 && slashes % 2 == 0) return i;
    if (slashes < quote.backslashes) return i - slashes;  // an outer quote: the value was cut off
  }
  return std::nullopt;
}

// At ';', ',' or '&': does another "name=" or an end follow, so that the separator is the surrounding text's?
bool separates(std::string_view line, size_t at) {
  size_t i = at + 1;
  if (i == line.size()) return true;
  if (std::string_view(" \t\"'`)]}\\;<").find(line[i]) != std::string_view::npos) return true;
  const size_t from = i;
  while (i < line.size() && i - from < 40 && (is_word(line[i]) || line[i] == '-' || line[i] == '.' || line[i] == ' ')) ++i;
  return i > from && i < line.size() && (line[i] == '=' || line[i] == ':');
}

// Brackets that the value itself opened; a closing one beyond them belongs to the text around it.
class Brackets {
 public:
  // False: `c` closes what the value did not open.
  bool take(char c) {
    const size_t open = std::string_view("([{<").find(c);
    if (open != std::string_view::npos) ++depth_[open];
    const size_t close = std::string_view(")]}>").find(c);
    return close == std::string_view::npos || depth_[close]-- > 0;
  }

 private:
  int depth_[4] = {0, 0, 0, 0};
};

// A closing bracket that ends the line and that nothing on the line opened: the value's last byte, as far as one can see.
bool closes_nothing(std::string_view line, size_t begin, size_t at) {
  return at + 1 == line.size() && line.substr(0, begin).find_first_of("([{<") == std::string_view::npos;
}

bool ends_bare(std::string_view line, size_t begin, size_t at, bool line_value, Brackets& brackets) {
  const char c = line[at];
  if (!brackets.take(c)) return !(at > begin && closes_nothing(line, begin, at));
  switch (c) {
    case ' ': case '\t': case '"': case '\'': case '`': case '\r': case '\n': case '\f': case '\v': return true;
    case '<': return at + 1 < line.size() && (line[at + 1] == '/' || is_alpha(line[at + 1]));
    case '&': return !line_value || separates(line, at);
    case ',': case ';': return separates(line, at);
    case '|': return at + 1 == line.size() || is_blank(line[at + 1]) || line[at + 1] == '|';
    case '\\':  // an escape of the text around (\n, \t, \"), or the line goes on
      return at + 1 == line.size() || std::string_view("nrt\"'").find(line[at + 1]) != std::string_view::npos;
    default: return false;
  }
}

// Would more bytes at the end of the line move the end of the bare value, or make prose of it?
bool is_settled(std::string_view line, size_t begin, size_t end) {
  if (end == line.size()) return false;
  // A separator that was passed over may turn out to be one.
  const size_t tail = std::max(begin, line.size() - std::min(line.size(), kLookAheadBytes + 1));
  if (tail < end && line.substr(tail, end - tail).find_first_of(",;&") != std::string_view::npos) return false;
  if (std::string_view(",;&|<\\").find(line[end]) != std::string_view::npos) return end + kLookAheadBytes < line.size();
  while (end < line.size() && is_blank(line[end])) ++end;
  return end + 2 <= line.size();
}

}  // namespace

std::optional<Value> read_value(std::string_view line, size_t at, bool line_value) {
  if (at >= line.size()) return std::nullopt;
  if (const auto quote = opening_quote(line, at)) {
    const size_t from = at + quote->length;
    const auto close = closing_quote(line, from, *quote);
    const size_t end = close.value_or(line.size());
    if (close && end == from) return std::nullopt;
    // A quote that nothing closes on its line: the value ends at the first blank, as a bare one would.
    if (!close) {
      size_t stop = from;
      while (stop < line.size() && !is_blank(line[stop]) && !(line[stop] == '\\' && stop + 1 == line.size())) ++stop;
      if (stop == from) return std::nullopt;
      return Value{{from, stop}, true, false};
    }
    size_t first = from, last = end;
    while (first < last && line[first] == ' ') ++first;
    while (last > first && line[last - 1] == ' ') --last;
    if (first == last) return std::nullopt;
    return Value{{first, last}, true, true};
  }
  size_t end = at;
  Brackets brackets;
  while (end < line.size() && !ends_bare(line, at, end, line_value, brackets)) ++end;
  if (end == at) return std::nullopt;
  return Value{{at, end}, false, is_settled(line, at, end)};
}

std::optional<Value> read_element(std::string_view line, size_t at) {
  const size_t close = line.find('<', at);
  size_t end = std::min(close, line.size());
  while (at < end && is_blank(line[at])) ++at;
  while (end > at && is_blank(line[end - 1])) --end;
  if (end > at + 2 && line[at] == '{' && line[end - 1] == '}') {
    ++at;
    --end;
  }
  if (end == at) return std::nullopt;
  return Value{{at, end}, true, close != std::string_view::npos};
}

}  // namespace redactd
