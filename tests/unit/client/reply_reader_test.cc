#include <doctest.h>

#include <string>

#include "client/link/reply_reader.h"

using redactd::link::Reply;
using redactd::link::ReplyReader;

namespace {

const std::string kReplies =
    "ok 5 findings=1 gen=7 held=3\nab\ncd"
    "ok 2 findings=0 gen=7 advice=2\nxyfirst hint\nsecond hint\n"
    "error 4 code=limits.busy\nbusy"
    "ok 0 gen=8 version=1\n";

void check_all(ReplyReader& reader, std::string_view bytes, size_t piece) {
  std::vector<Reply> replies;
  for (size_t at = 0; at < bytes.size(); at += piece) {
    reader.feed(bytes.substr(at, piece));
    for (;;) {
      auto next = reader.next();
      REQUIRE(next.ok());
      if (!next->has_value()) break;
      replies.push_back(std::move(**next));
    }
  }
  REQUIRE(replies.size() == 4);
  CHECK(replies[0].body == "ab\ncd");
  CHECK(replies[0].number("held") == 3u);
  CHECK_FALSE(replies[0].number("absent").has_value());
  CHECK(replies[1].body == "xy");
  CHECK(replies[1].advice == std::vector<std::string>{"first hint", "second hint"});
  CHECK_FALSE(replies[2].ok);
  CHECK(replies[2].keys["code"] == "limits.busy");
  CHECK(replies[3].ok);
  CHECK(reader.at_boundary());
}

}  // namespace

TEST_CASE("replies come out whole however the bytes are cut") {
  for (size_t piece = 1; piece <= kReplies.size(); ++piece) {
    ReplyReader reader;
    check_all(reader, kReplies, piece);
  }
}

TEST_CASE("what is no reply is an error, not a wait") {
  for (std::string garbage : {std::string("what is this\n"), std::string("ok many\n"), std::string("ok 99999999999\n"),
                              std::string(5000, 'x'), std::string("ok 0 advice=9999\n")}) {
    ReplyReader reader;
    reader.feed(garbage);
    auto next = reader.next();
    REQUIRE_FALSE(next.ok());
    CHECK(next.error().code == "link.reply_invalid");
    CHECK(next.error().message().find("what is this") == std::string::npos);
  }
}
