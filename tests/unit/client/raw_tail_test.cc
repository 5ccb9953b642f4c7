#include <doctest.h>

#include <string>

#include "client/shim/raw_tail.h"

using redactd::shim::RawTail;

TEST_CASE("the border between given out and not follows the daemon's word") {
  RawTail tail;
  tail.append("one\ntwo ");
  tail.append("three");
  CHECK(tail.pending() == "one\ntwo three");
  tail.acknowledge(8, 4);
  CHECK(tail.context() == "one\n");
  CHECK(tail.pending() == "two three");
  CHECK(tail.held() == 4);
  tail.acknowledge(5, 0);
  CHECK(tail.pending().empty());
  CHECK(tail.held() == 0);
}

TEST_CASE("the border never moves back and never past the end") {
  RawTail tail;
  tail.append("abcdef");
  tail.acknowledge(6, 0);
  tail.append("gh");
  tail.acknowledge(2, 8);
  CHECK(tail.pending() == "gh");
  tail.acknowledge(100, 1000);
  CHECK(tail.context().size() + tail.pending().size() == 8);
}

TEST_CASE("context is bounded and begins at a line") {
  RawTail tail;
  std::string line(99, 'x');
  line += '\n';
  for (int i = 0; i < 10'000; ++i) {
    tail.append(line);
    tail.acknowledge(line.size(), 0);
  }
  tail.append("held");
  CHECK(tail.context().size() <= 2 * RawTail::kContextBytes);
  CHECK(tail.context().size() % line.size() == 0);
  CHECK(tail.pending() == "held");
}
