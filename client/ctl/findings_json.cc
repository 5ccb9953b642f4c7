#include "client/ctl/findings_json.h"

#include <nlohmann/json.hpp>

namespace redactd::ctl {

std::string findings_json(const Snapshot& snapshot, const std::vector<Finding>& findings) {
  auto list = nlohmann::ordered_json::array();
  for (const Finding& finding : findings) {
    const bool budget = finding.rule == Finding::kLineBudget;
    list.push_back({{"rule", budget ? "line-budget" : snapshot.rule(finding.rule).id},
                    {"label", budget ? "LINE" : snapshot.rule(finding.rule).label},
                    {"start", finding.begin},
                    {"end", finding.end}});
  }
  return list.dump();
}

}  // namespace redactd::ctl
