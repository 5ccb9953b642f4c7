// redactctl top: samples, rates and the time that masking takes.
#include <doctest.h>

#include <algorithm>
#include <cmath>

#include "client/ctl/top/frame.h"

using namespace redactd::ctl;

namespace {

Sample sample(uint64_t at_ms, uint64_t uptime, uint64_t lines, uint64_t fast, uint64_t all) {
  const std::string text = "# TYPE redactd_uptime_seconds gauge\nredactd_uptime_seconds " + std::to_string(uptime) + "\nredactd_captured_lines_total " +
                           std::to_string(lines) + "\nredactd_rule_masked_total{rule=\"a\"} " + std::to_string(lines) +
                           "\nredactd_rule_masked_total{rule=\"b\"} 7\nredactd_mask_seconds_bucket{le=\"0.00001\"} " + std::to_string(fast) +
                           "\nredactd_mask_seconds_bucket{le=\"+Inf\"} " + std::to_string(all) + "\n# EOF\n";
  return read_sample(at_ms, text, R"({"sinks": [{"type": "file", "path": "p", "format": "jsonl", "bytes": 5, "lag": 2, "last_error": ""}]})");
}

}  // namespace

TEST_CASE("the first look has totals and no rates") {
  const Frame frame = make_frame(sample(0, 5, 10, 1, 1), nullptr);
  CHECK_FALSE(frame.lines_per_s.has_value());
  CHECK(frame.now.value("redactd_captured_lines_total") == 10);
  CHECK(frame.now.sinks.at(0).lag == 2);
  CHECK(frame_json(frame).find("\"lines_per_s\":null") != std::string::npos);
}

TEST_CASE("rates and quantiles are of what lies between two looks") {
  const Sample before = sample(1000, 5, 10, 100, 100);
  const Frame frame = make_frame(sample(3000, 7, 30, 110, 200), &before);
  CHECK(frame.lines_per_s == 10.0);
  REQUIRE(frame.rules.size() == 2);
  CHECK(frame.rules[0].id == "a");
  CHECK(frame.rules[0].per_s == 10.0);
  CHECK(frame.rules[1].per_s == 0.0);
  CHECK(std::isinf(*frame.median_s));  // 10 of 100 were fast
  CHECK(frame_text(frame, 0, 0).find("> 50 ms") != std::string::npos);
  const Frame still = make_frame(sample(4000, 8, 30, 110, 200), &frame.now);
  CHECK_FALSE(still.median_s.has_value());
}

TEST_CASE("a daemon that started anew gives no rates") {
  const Sample before = sample(1000, 500, 1000, 1, 1);
  CHECK_FALSE(make_frame(sample(2000, 0, 3, 1, 1), &before).lines_per_s.has_value());
}

TEST_CASE("text is cut to the terminal; nonsense is left out") {
  const Frame frame = make_frame(sample(0, 5, 1234567, 1, 1), nullptr);
  CHECK(frame_text(frame, 0, 0).find("1,234,567") != std::string::npos);
  const std::string small = frame_text(frame, 10, 3);
  CHECK(std::count(small.begin(), small.end(), '\n') == 3);
  CHECK(small.find('\n') <= 10);
  CHECK(read_sample(0, "no number\n\n{\"", "not json").sinks.empty());
}
