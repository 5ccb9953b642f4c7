#include "client/ctl/top/sample.h"

#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>

namespace redactd::ctl {
namespace {

using nlohmann::json;

constexpr std::string_view kRule = "redactd_rule_masked_total{rule=\"";
constexpr std::string_view kBucket = "redactd_mask_seconds_bucket{le=\"";

double number(std::string_view text) { return std::strtod(std::string(text).c_str(), nullptr); }

void read_line(std::string_view line, Sample& sample) {
  const size_t space = line.rfind(' ');
  if (line.empty() || line.front() == '#' || space == std::string_view::npos) return;
  const std::string_view name = line.substr(0, space);
  const double value = number(line.substr(space + 1));
  const size_t quote = name.rfind('"');
  if (name.starts_with(kRule)) {
    sample.rules[std::string(name.substr(kRule.size(), quote - kRule.size()))] = static_cast<uint64_t>(value);
  } else if (name.starts_with(kBucket)) {
    const std::string_view bound = name.substr(kBucket.size(), quote - kBucket.size());
    sample.mask_buckets.emplace_back(bound == "+Inf" ? std::numeric_limits<double>::infinity() : number(bound), static_cast<uint64_t>(value));
  } else if (name.find('{') == std::string_view::npos) {
    sample.values[std::string(name)] = value;
  }
}

}  // namespace

double Sample::value(const char* name) const {
  const auto found = values.find(name);
  return found == values.end() ? 0 : found->second;
}

Sample read_sample(uint64_t at_ms, std::string_view metrics, const std::string& sinks) {
  Sample sample;
  sample.at_ms = at_ms;
  while (!metrics.empty()) {
    const size_t newline = metrics.find('\n');
    read_line(metrics.substr(0, newline), sample);
    if (newline == std::string_view::npos) break;
    metrics.remove_prefix(newline + 1);
  }
  const json answer = json::parse(sinks, nullptr, false);
  if (!answer.is_object() || !answer.contains("sinks")) return sample;
  for (const json& sink : answer["sinks"]) {
    sample.sinks.push_back({sink.value("type", ""), sink.value("path", ""), sink.value("format", ""), sink.value("last_error", ""),
                            sink.value("bytes", uint64_t{0}), sink.value("lag", uint64_t{0})});
  }
  return sample;
}

}  // namespace redactd::ctl
