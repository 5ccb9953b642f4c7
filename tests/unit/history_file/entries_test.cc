// History files of programs: what is new in them, and how a masked line is written.
#include <doctest.h>

#include "client/shim/history_file/entries.h"

using namespace redactd::shim;

namespace {

using Lines = std::vector<std::string>;

std::string hide(const std::string& text) {
  std::string out = text;
  if (const size_t at = out.find("s3cret"); at != std::string::npos) out.replace(at, 6, "[X]");
  return out;
}

}  // namespace

TEST_CASE("lines of a file, with libedit's header and without a last newline") {
  CHECK(history_lines("a\n\nb") == Lines{"a", "b"});
  CHECK(history_lines("_HiStOrY_V2_\na\\040b\n") == Lines{"a\\040b"});
  CHECK(history_lines("").empty());
}

TEST_CASE("what is new stands behind what was known, also where old entries were cut off") {
  CHECK(added_lines({"a", "b"}, {"a", "b", "c"}, HistoryForm::kLines) == Lines{"c"});
  CHECK(added_lines({"a", "b", "c"}, {"b", "c", "d"}, HistoryForm::kLines) == Lines{"d"});
  CHECK(added_lines({"a"}, {"a"}, HistoryForm::kLines).empty());
  CHECK(added_lines({}, {"a"}, HistoryForm::kPsql) == Lines{"a"});
  // The user typed the last line again.
  CHECK(added_lines({"a", "b"}, {"a", "b", "b"}, HistoryForm::kLines) == Lines{"b"});
  // Cleared by the program.
  CHECK(added_lines({"a", "b"}, {"x"}, HistoryForm::kLines) == Lines{"x"});
  // gdb's `set history remove-duplicates`: "b" was typed again and its first entry is gone.
  CHECK(added_lines({"a", "b", "c"}, {"a", "c", "d", "b"}, HistoryForm::kLines) == Lines{"d"});
}

TEST_CASE("where the newest stands first, the new stands in front") {
  CHECK(added_lines({"b", "a"}, {"d", "c", "b", "a"}, HistoryForm::kNewestFirst) == Lines{"d", "c"});
  CHECK(added_lines({"c", "b", "a"}, {"d", "c", "b"}, HistoryForm::kNewestFirst) == Lines{"d"});
}

TEST_CASE("a masked line keeps its program's form") {
  CHECK(masked_line("select 1", HistoryForm::kLines, false, hide) == "select 1");
  CHECK(masked_line("use s3cret", HistoryForm::kLines, false, hide) == "use [X]");
  CHECK(masked_line("a\x01set s3cret\x01z", HistoryForm::kPsql, false, hide) == "a\x01set [X]\x01z");
  CHECK(masked_line("use\\040s3cret\\040\\134x", HistoryForm::kLines, true, hide) == "use\\040[X]\\040\\134x");
  // A line that hides nothing stays to the byte, odd escapes included.
  CHECK(masked_line("a\\0b", HistoryForm::kLines, true, hide) == "a\\0b");
}
