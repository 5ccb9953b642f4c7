#include "client/ctl/leaks/html.h"

#include "core/base/bytes.h"

namespace redactd::ctl::html {

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : to_valid_utf8(escape_for_terminal(text))) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string escape_lines(std::string_view text) {
  std::string out;
  for (size_t newline = text.find('\n'); newline != std::string_view::npos; newline = text.find('\n')) {
    out += escape(text.substr(0, newline)) + "<br>";
    text.remove_prefix(newline + 1);
  }
  return out + escape(text);
}

std::string element(const char* tag, std::string_view text, const char* css_class) {
  const std::string name = tag;
  const std::string attribute = *css_class == '\0' ? std::string() : " class=\"" + std::string(css_class) + "\"";
  return "<" + name + attribute + ">" + escape(text) + "</" + name + ">";
}

std::string time(const std::string& rfc3339) {
  if (rfc3339.empty()) return {};
  const std::string text = escape(rfc3339);
  if (rfc3339.size() != 20) return text;
  return "<time datetime=\"" + text + "\">" + escape(rfc3339.substr(0, 10) + " " + rfc3339.substr(11, 5)) + " UTC</time>";
}

std::string number(uint64_t value) {
  std::string text = std::to_string(value);
  for (size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
  return text;
}

std::string short_number(uint64_t value) {
  if (value < 1000) return std::to_string(value);
  const bool millions = value >= 999'950;
  const uint64_t tenths = millions ? value / 100'000 : value / 100;
  std::string text = std::to_string(tenths / 10);
  if (tenths < 100 && tenths % 10 != 0) text.append(1, '.').append(std::to_string(tenths % 10));
  text += millions ? 'M' : 'k';
  return text;
}

}  // namespace redactd::ctl::html
