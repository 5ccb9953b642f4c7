#include "client/ctl/bench_report.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "client/ctl/drill/progress.h"
#include "client/ctl/output.h"

namespace redactd::ctl {
namespace {

struct Shares {
  double whole;  // the time that shares are shares of
  double search, confirm, rest;
};

double sum_of(const BenchResult& result) {
  double sum = 0;
  for (const RuleCost& cost : result.costs) sum += static_cast<double>(cost.ns);
  return sum;
}

// The parts are measured in passes of their own, and may come to more than the whole: then they are it.
Shares shares_of(const BenchResult& result) {
  const double search = static_cast<double>(result.search_ns), confirm = sum_of(result);
  const double whole = std::max({static_cast<double>(result.whole_ns), search + confirm, 1.0});
  return {whole, 100 * search / whole, 100 * confirm / whole, 100 * (whole - search - confirm) / whole};
}

double per_mb(const BenchResult& result, double amount) { return amount * 1e6 / static_cast<double>(result.bytes); }

std::string number(double value, int digits) {
  char text[48];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

struct Row {
  std::string id, kind;
  const RuleCost* cost;
};

// The rules that a literal raised, dearest first.
std::vector<Row> rows_of(const Snapshot& snapshot, const BenchResult& result) {
  std::vector<Row> rows;
  for (uint32_t rule = 0; rule < result.costs.size(); ++rule) {
    if (result.costs[rule].hits == 0) continue;
    const bool argv = rule == snapshot.size();
    rows.push_back({argv ? "(all argv rules)" : snapshot.rule(rule).id, argv ? "argv" : name_of(snapshot.rule(rule).kind), &result.costs[rule]});
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.cost->ns > b.cost->ns; });
  return rows;
}

}  // namespace

std::string bench_text(const Snapshot& snapshot, const BenchResult& result, size_t passes, size_t top) {
  const Shares shares = shares_of(result);
  const auto rows = rows_of(snapshot, result);
  std::string text = readable_bytes(result.bytes) + ", " + std::to_string(snapshot.size()) + " rules, median of " + std::to_string(passes) +
                     (passes == 1 ? " pass: " : " passes: ") + number(static_cast<double>(result.bytes) * 1e3 / static_cast<double>(std::max<uint64_t>(result.whole_ns, 1)), 1) +
                     " MB/s on this machine\n" + number(shares.search, 1) + " % finding literals, " + number(shares.confirm, 1) +
                     " % confirming what they raise, " + number(shares.rest, 1) + " % the rest (lines, overlaps, repeats)\n\n";
  std::vector<std::vector<std::string>> cells{{"share %", "ns/MB", "hits/MB", "looked at", "matches", "ns/hit", "kind", "rule"}};
  for (size_t i = 0; i < rows.size() && i < top; ++i) {
    const RuleCost& cost = *rows[i].cost;
    const double ns = static_cast<double>(cost.ns), hits = static_cast<double>(cost.hits);
    cells.push_back({number(100 * ns / shares.whole, 2), number(per_mb(result, ns), 0), number(per_mb(result, hits), 1), std::to_string(cost.searches),
                     std::to_string(cost.matches), number(ns / hits, 0), rows[i].kind, rows[i].id});
  }
  if (rows.empty()) return text + "No literal of any rule stands in this text.\n";
  text += table(cells);
  if (rows.size() > top) text += std::to_string(rows.size() - top) + " more rules were raised; --top shows more of them\n";
  return text;
}

std::string bench_json(const Snapshot& snapshot, const BenchResult& result, size_t passes) {
  const Shares shares = shares_of(result);
  auto rules = nlohmann::ordered_json::array();
  for (const Row& row : rows_of(snapshot, result)) {
    const double ns = static_cast<double>(row.cost->ns), hits = static_cast<double>(row.cost->hits);
    rules.push_back({{"rule", row.id},
                     {"kind", row.kind},
                     {"percent", 100 * ns / shares.whole},
                     {"ns_per_mb", per_mb(result, ns)},
                     {"ns_per_hit", ns / hits},
                     {"hits", row.cost->hits},
                     {"hits_per_mb", per_mb(result, hits)},
                     {"confirmations", row.cost->searches},
                     {"matches", row.cost->matches}});
  }
  nlohmann::ordered_json document{{"bytes", result.bytes},
                                  {"passes", passes},
                                  {"rules_in_force", snapshot.size()},
                                  {"ns_per_mb", per_mb(result, static_cast<double>(result.whole_ns))},
                                  {"search_percent", shares.search},
                                  {"confirm_percent", shares.confirm},
                                  {"rest_percent", shares.rest},
                                  {"rules", std::move(rules)}};
  return document.dump() + "\n";
}

}  // namespace redactd::ctl
