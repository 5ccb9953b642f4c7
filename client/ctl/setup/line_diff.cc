#include "client/ctl/setup/line_diff.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace redactd::ctl {
namespace {

constexpr size_t kContextLines = 3;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t newline = text.find('\n');
    const size_t size = newline == std::string_view::npos ? text.size() : newline + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

void append_line(std::string& out, char sign, std::string_view line) {
  out.append(1, sign).append(line);
  if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

// How diff names a range: line 0 where there is none.
std::string range(size_t first, size_t count) {
  return std::to_string(count == 0 ? first : first + 1) + (count == 1 ? "" : "," + std::to_string(count));
}

}  // namespace

std::string line_diff(const std::string& path, const std::string& before, const std::string& after) {
  if (before == after) return {};
  const auto old_lines = lines_of(before), new_lines = lines_of(after);
  const size_t shortest = std::min(old_lines.size(), new_lines.size());
  size_t head = 0, tail = 0;
  while (head < shortest && old_lines[head] == new_lines[head]) ++head;
  while (tail < shortest - head && old_lines[old_lines.size() - 1 - tail] == new_lines[new_lines.size() - 1 - tail]) ++tail;
  const size_t from = head - std::min(head, kContextLines), context = std::min(tail, kContextLines);
  const size_t old_end = old_lines.size() - tail, new_end = new_lines.size() - tail;

  std::string out = "--- " + path + "\n+++ " + path + "\n";
  out += "@@ -" + range(from, old_end + context - from) + " +" + range(from, new_end + context - from) + " @@\n";
  for (size_t i = from; i < head; ++i) append_line(out, ' ', old_lines[i]);
  for (size_t i = head; i < old_end; ++i) append_line(out, '-', old_lines[i]);
  for (size_t i = head; i < new_end; ++i) append_line(out, '+', new_lines[i]);
  for (size_t i = old_end; i < old_end + context; ++i) append_line(out, ' ', old_lines[i]);
  return out;
}

std::string coloured_diff(const std::string& diff) {
  std::string out;
  for (std::string_view line : lines_of(diff)) {
    const bool heading = line.starts_with("---") || line.starts_with("+++") || line.starts_with("@@");
    const char* colour = heading ? "\033[1m" : line.starts_with('+') ? "\033[32m" : line.starts_with('-') ? "\033[31m" : "";
    if (*colour == '\0') {
      out += line;
    } else {
      out.append(colour).append(line.substr(0, line.size() - 1)).append("\033[0m\n");
    }
  }
  return out;
}

}  // namespace redactd::ctl
