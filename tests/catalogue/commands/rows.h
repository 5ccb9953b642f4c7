// The rows of the guard files: command lines whose secrets are marked.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct Row {
  std::string place;  // "10-databases.txt:12"
  std::string rule;   // the heading it stands under: "argv-mysql"
  std::string line;   // without the marks
  std::vector<std::pair<size_t, size_t>> secrets;  // bytes [begin, end) of `line`, in order
};

// All rows of the *.txt files in `directory`, in the order of the files' names.
// "[rule-id]" alone on a line is the heading of what follows; of a row the secrets stand between « and »; ⏎ is a newline, ␀ a NUL,
// → a tab; lines that begin with "## " are remarks.
std::vector<Row> read_rows(const std::string& directory);

// Those of one rule.
std::vector<Row> rows_of(const std::vector<Row>& rows, std::string_view rule);
