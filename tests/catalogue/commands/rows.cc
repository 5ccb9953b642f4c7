#include "tests/catalogue/commands/rows.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

namespace {

using std::string_view;

constexpr string_view kOpen = "«", kClose = "»";
constexpr std::array<std::pair<string_view, char>, 3> kControls = {{{"⏎", '\n'}, {"␀", '\0'}, {"→", '\t'}}};

Row parse(string_view text, Row row) {
  size_t open = 0;
  while (!text.empty()) {
    const auto control = std::find_if(kControls.begin(), kControls.end(), [&](const auto& each) { return text.starts_with(each.first); });
    if (text.starts_with(kOpen)) {
      open = row.line.size();
      text.remove_prefix(kOpen.size());
    } else if (text.starts_with(kClose)) {
      row.secrets.emplace_back(open, row.line.size());
      text.remove_prefix(kClose.size());
    } else if (control != kControls.end()) {
      row.line += control->second;
      text.remove_prefix(control->first.size());
    } else {
      row.line += text[0];
      text.remove_prefix(1);
    }
  }
  return row;
}

}  // namespace

std::vector<Row> read_rows(const std::string& directory) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory))
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Row> rows;
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    std::string text, rule;
    for (size_t number = 1; std::getline(in, text); ++number) {
      if (text.empty() || text.starts_with("## ")) continue;
      const bool heading = text.front() == '[' && text.back() == ']' && text.find(' ') == std::string::npos;
      if (heading) rule = text.substr(1, text.size() - 2);
      else rows.push_back(parse(text, {file.filename().string() + ":" + std::to_string(number), rule, {}, {}}));
    }
  }
  return rows;
}

std::vector<Row> rows_of(const std::vector<Row>& rows, string_view rule) {
  std::vector<Row> result;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(result), [&](const Row& row) { return row.rule == rule; });
  return result;
}
