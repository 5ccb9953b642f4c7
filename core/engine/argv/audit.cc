#include "core/engine/argv/audit.h"

#include <algorithm>

#include "core/base/bytes.h"

namespace redactd::argv {
namespace {

using std::string_view;

constexpr string_view kTitle = "proctitle=";
constexpr size_t kFewestDigits = 8;  // a0=41424344; shorter ones can hold no secret

int digit(char c) { return is_digit(c) ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; }

// The digits at `at` up to a blank or the end; 0 if it is anything else, or an odd number of them.
size_t digits(string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && digit(text[end]) >= 0) ++end;
  if (end < text.size() && !is_blank(text[end]) && text[end] != '\n' && text[end] != '\r') return 0;
  const size_t length = end - at;
  return length % 2 == 0 && length >= kFewestDigits ? length : 0;
}

// `a12=` or `proctitle=` at a word's begin: its length.
size_t name_length(string_view text, size_t at) {
  if (text.compare(at, kTitle.size(), kTitle) == 0) return kTitle.size();
  if (text[at] != 'a') return 0;
  size_t end = at + 1;
  while (end < text.size() && end < at + 5 && is_digit(text[end])) ++end;
  return end > at + 1 && end < text.size() && text[end] == '=' ? end + 1 - at : 0;
}

// Quoted for the splitter; a NUL separates arguments.
void append_quoted(string_view hex, std::string& out) {
  out += '"';
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    const char c = static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
    if (c == '\0') out += "\" \"";
    else if (string_view("\"\\$`").find(c) != string_view::npos) (out += '\\') += c;
    else out += c;
  }
  out += '"';
}

}  // namespace

bool is_audit_record(string_view text) {
  return text.find("EXECVE") != string_view::npos || text.find(kTitle) != string_view::npos;
}

std::optional<DecodedRecord> decode_audit(string_view record) {
  if (!is_audit_record(record)) return std::nullopt;
  DecodedRecord decoded;
  size_t copied = 0;
  for (size_t i = 0; i < record.size();) {
    const size_t name = name_length(record, i);
    const size_t hex = name > 0 ? digits(record, i + name) : 0;
    if (hex > 0) {
      const size_t begin = i + name;
      decoded.text += record.substr(copied, begin - copied);
      if (record[i] == 'p') decoded.text += '\n';  // a command line of its own
      const size_t from = decoded.text.size();
      append_quoted(record.substr(begin, hex), decoded.text);
      decoded.regions.push_back({from, decoded.text.size(), begin, begin + hex});
      copied = begin + hex;
      i = copied;
    }
    while (i < record.size() && record[i] != ' ') ++i;
    while (i < record.size() && record[i] == ' ') ++i;
  }
  if (decoded.regions.empty()) return std::nullopt;
  decoded.text += record.substr(copied);
  return decoded;
}

std::pair<size_t, size_t> DecodedRecord::raw(size_t begin, size_t end) const {
  const auto after = std::upper_bound(regions.begin(), regions.end(), begin, [](size_t at, const Region& region) { return at < region.begin; });
  if (after == regions.begin()) return {begin, end};
  const Region& before = *(after - 1);
  if (begin < before.end) return {before.raw_begin, before.raw_end};
  const size_t shift = before.end - before.raw_end;  // modulo 2^n: digits may be longer than what they stand for
  return {begin - shift, end - shift};
}

}  // namespace redactd::argv
