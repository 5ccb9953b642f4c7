#include "daemon/rim/sinks/record_text.h"

#include <doctest.h>

#include "daemon/session/line_masker.h"
#include "tests/unit/daemon/twins.h"

using namespace redactd;
using namespace redactd::daemon;

namespace {

MaskedText masked(const std::string& text) {
  twins::Rules rules;
  Metrics metrics;
  LineMasker masker(rules, metrics);
  MaskReport report;
  return masker.mask(text, {}, report);
}

}  // namespace

TEST_CASE("members that are not known are absent") {
  Record record;
  record.time_us = 1'700'000'000'000'001;
  record.stream = "log";
  record.peer = {1, 2, 3};
  record.text = masked("a");
  record.generation = 4;
  CHECK(record_json_tail(record) == "\"time\":\"2023-11-14T22:13:20.000001Z\",\"stream\":\"log\","
                                    "\"peer\":{\"pid\":1,\"uid\":2,\"gid\":3},\"text\":\"a\",\"findings\":0,\"gen\":4}");
}

TEST_CASE("no byte of a text ends the line") {
  Record record;
  record.stream = "log";
  record.text = masked("\n\r\x01\x7f\xc2\x85\xe2\x80\xa8\xe2\x80\xa9\"\\\t");
  record.tag = masked("a\nb");
  const std::string tail = record_json_tail(record);
  CHECK(tail.find('\n') == std::string::npos);
  CHECK(tail.find("\\n\\u000d\\u0001\\u007f\\u0085\\u2028\\u2029\\\"\\\\\\t") != std::string::npos);
  CHECK(tail.find("text_b64") == std::string::npos);
  CHECK(record_text_line(record).find('\n') == std::string::npos);
}

TEST_CASE("bytes that are no UTF-8 are kept beside") {
  Record record;
  record.stream = "log";
  record.text = masked("\xff");
  CHECK(record_json_tail(record).find("\"text\":\"\xef\xbf\xbd\",\"text_b64\":\"/w==\"") != std::string::npos);
}

TEST_CASE("structured data is masked by value and escaped again") {
  twins::Rules rules;
  Metrics metrics;
  LineMasker masker(rules, metrics);
  MaskReport report;
  CHECK(masker.mask_sd("[a k=\"zq_0123456789abcdef\" l=\"\\\"x\\]\"]", {}, report).bytes() ==
        "[a k=\"[REDACTED_EXAMPLE\\]\" l=\"\\\"x\\]\"]");
  CHECK(report.findings == 1);
}
