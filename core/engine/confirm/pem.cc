#include "core/engine/confirm/pem.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/terminal/visible.h"

namespace redactd {
namespace {

constexpr size_t kMaxPemHeaderBytes = 64;
constexpr size_t kMaxBodyLines = 4096;
constexpr size_t kMinBodyBytes = 16;

bool is_base64(char c) { return is_alnum(c) || c == '+' || c == '/' || c == '='; }

// Separators that a one-line key shows where its newlines were.
size_t separator_length(std::string_view text) {
  if (is_blank(text[0]) || text[0] == '\r') return 1;
  if (text[0] == '\\') {
    size_t i = 0;
    while (i < text.size() && text[i] == '\\') ++i;
    return i < text.size() && (text[i] == 'n' || text[i] == 'r') ? i + 1 : 0;
  }
  return text.starts_with("#012") || text.starts_with("#015") ? 4 : 0;
}

// RFC 1421 and RFC 4880 headers inside the block.
bool is_block_header(std::string_view text) {
  for (const std::string_view name : {"Proc-Type:", "DEK-Info:", "Version:", "Comment:", "Hash:", "Charset:"}) {
    if (text.starts_with(name)) return true;
  }
  return false;
}

// The longest run of base64 at the end of the line, quotes and string joins behind it left out: a key printed with
// indentation, as source code ("..." +), as YAML, or with a log prefix.
Span base64_run(std::string_view text) {
  size_t end = text.size();
  while (end > 0 && !is_base64(text[end - 1])) --end;
  if (end >= 2 && text[end - 2] == '\\' && (text[end - 1] == 'n' || text[end - 1] == 'r')) {
    end -= 2;
    while (end > 0 && text[end - 1] == '\\') --end;
  }
  size_t begin = end;
  while (begin > 0 && is_base64(text[begin - 1])) --begin;
  return {begin, end};
}

bool mixed(std::string_view run) {
  const bool digit = std::any_of(run.begin(), run.end(), [](char c) { return is_digit(c) || c == '+' || c == '/' || c == '='; });
  const bool upper = std::any_of(run.begin(), run.end(), is_upper);
  return digit || upper;
}

}  // namespace

std::optional<size_t> pem_header_end(const Line& line, Span hit) {
  const std::string_view text = line.view().substr(hit.begin - line.begin);
  const size_t dashes = text.find("-----", 5);
  if (dashes == std::string_view::npos || dashes > kMaxPemHeaderBytes) return std::nullopt;
  if (text.substr(0, dashes).find("PRIVATE KEY") == std::string_view::npos) return std::nullopt;
  return hit.begin + dashes + 5;
}

std::optional<Span> pem_body_on_line(const Line& line, size_t header_end) {
  const std::string_view text = line.text.substr(0, line.end);
  size_t at = header_end, begin = 0, end = 0, count = 0;
  while (at < text.size() && text.substr(at, 5) != "-----") {
    if (is_base64(text[at])) {
      if (count == 0) begin = at;
      end = ++at;
      ++count;
      continue;
    }
    const size_t separator = separator_length(text.substr(at));
    if (separator == 0) break;
    at += separator;
  }
  if (count < kMinBodyBytes) return std::nullopt;
  return Span{begin, end};
}

bool pem_header_ends_line(const Line& line, size_t header_end) {
  VisibleText rest;
  make_visible(line.text.substr(header_end, line.end - header_end), rest);
  std::string_view text = rest.text;
  // The end of a string in source code: `-----\n" +`.
  return text.size() <= 8 && std::none_of(text.begin(), text.end(), [](char c) { return is_alnum(c) && c != 'n' && c != 'r'; });
}

std::optional<Span> pem_next_line(PemState& state, const Line& line) {
  const std::string_view text = line.view();
  if (text.find("-----END") != std::string_view::npos || ++state.lines > kMaxBodyLines) {
    state = {};
    return std::nullopt;
  }
  const bool blank = std::all_of(text.begin(), text.end(), [](char c) { return is_blank(c) || c == '\r' || c == '>' || c == '|'; });
  size_t lead = 0;
  while (lead < text.size() && !is_alnum(text[lead])) ++lead;
  if (blank || is_block_header(text.substr(std::min(lead, text.size())))) return std::nullopt;

  const Span run = base64_run(text);
  const size_t length = run.size();
  const bool whole = std::none_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(run.begin), is_alnum);
  const bool fits = !state.short_line && length > 0 && (whole ? (length >= kMinBodyBytes || mixed(text.substr(run.begin, length))) : length >= 32);
  if (!fits) {
    state = {};
    return std::nullopt;
  }
  if (state.first_length == 0) state.first_length = length;
  if (length < state.first_length) state.short_line = true;
  return Span{line.begin + run.begin, line.begin + run.end};
}

}  // namespace redactd
