#include "client/shim/history_file/entries.h"

#include <algorithm>
#include <set>

#include "core/base/bytes.h"

namespace redactd::shim {
namespace {

constexpr char kNewlineInPsql = '\x01';

bool is_octal(char c) { return c >= '0' && c <= '7'; }

std::string unescape_libedit(std::string_view line) {
  std::string out;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 3 < line.size() && is_octal(line[i + 1]) && is_octal(line[i + 2]) && is_octal(line[i + 3])) {
      out += static_cast<char>((line[i + 1] - '0') * 64 + (line[i + 2] - '0') * 8 + (line[i + 3] - '0'));
      i += 3;
    } else {
      out += line[i];
    }
  }
  return out;
}

std::string escape_libedit(std::string_view text) {
  std::string out;
  for (char c : text) {
    const unsigned char value = byte(c);
    if (value > 0x20 && value < 0x7f && c != '\\') {
      out += c;
    } else {
      out += '\\';
      for (int shift : {6, 3, 0}) out += static_cast<char>('0' + ((value >> shift) & 7));
    }
  }
  return out;
}

// How many entries at the end of `first` are the beginning of `second`.
size_t overlap(const std::vector<std::string>& first, const std::vector<std::string>& second) {
  for (size_t size = std::min(first.size(), second.size()); size > 0; --size) {
    if (std::equal(first.end() - static_cast<std::ptrdiff_t>(size), first.end(), second.begin())) return size;
  }
  return 0;
}

// What is more often in `after` than in `before`: for programs that move or drop repeated entries.
std::vector<std::string> more_often(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  std::multiset<std::string_view> known(before.begin(), before.end());
  std::vector<std::string> added;
  for (const std::string& line : after) {
    if (const auto found = known.find(line); found != known.end()) {
      known.erase(found);
    } else {
      added.push_back(line);
    }
  }
  return added;
}

}  // namespace

std::vector<std::string> history_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t newline = text.find('\n');
    const std::string_view line = text.substr(0, newline);
    if (!line.empty() && !(lines.empty() && line == kLibeditHeader)) lines.emplace_back(line);
    if (newline == std::string_view::npos) break;
    text.remove_prefix(newline + 1);
  }
  return lines;
}

std::vector<std::string> added_lines(const std::vector<std::string>& before, const std::vector<std::string>& after, HistoryForm form) {
  const bool newest_first = form == HistoryForm::kNewestFirst;
  const auto known = static_cast<std::ptrdiff_t>(newest_first ? overlap(after, before) : overlap(before, after));
  if (known == 0) return more_often(before, after);
  return newest_first ? std::vector(after.begin(), after.end() - known) : std::vector(after.begin() + known, after.end());
}

std::string masked_line(const std::string& line, HistoryForm form, bool libedit, const std::function<std::string(const std::string&)>& mask) {
  std::string text = libedit ? unescape_libedit(line) : line;
  if (form == HistoryForm::kPsql) std::replace(text.begin(), text.end(), kNewlineInPsql, '\n');
  std::string masked = mask(text);
  // Nothing was hidden in it: it stays as its program wrote it.
  if (masked == text) return line;
  wipe(text);
  if (form == HistoryForm::kPsql) std::replace(masked.begin(), masked.end(), '\n', kNewlineInPsql);
  if (libedit) return escape_libedit(masked);
  std::replace(masked.begin(), masked.end(), '\n', ' ');
  return masked;
}

}  // namespace redactd::shim
