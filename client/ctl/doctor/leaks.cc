#include <algorithm>

#include "client/ctl/doctor/check.h"
#include "client/ctl/leaks/ledger_view.h"

namespace redactd::ctl {

void check_leaks(const Globals& globals, Checks& checks) {
  auto leaks = fetch_leaks(globals);
  if (!leaks.ok()) {
    if (leaks.error().code == "ledger.unavailable") checks.push_back({"leaks.ledger", Health::kWrong, leaks.error().what, leaks.error().hint});
    return;
  }
  const auto overdue = std::count_if(leaks->begin(), leaks->end(), [](const LeakView& leak) { return leak.overdue; });
  const auto waiting = std::count_if(leaks->begin(), leaks->end(), [](const LeakView& leak) { return leak.awaits_rotation(); });
  if (overdue > 0) {
    checks.push_back({"leaks.overdue", Health::kWrong, std::to_string(overdue) + (overdue == 1 ? " leaked secret is" : " leaked secrets are") + " overdue for rotation.",
                      "redactctl leaks list --overdue   (then redactctl leaks show ID)"});
  } else if (waiting > 0) {
    checks.push_back({"leaks.overdue", Health::kWarning, std::to_string(waiting) + (waiting == 1 ? " leaked secret waits" : " leaked secrets wait") + " for rotation.",
                      "redactctl leaks list"});
  } else {
    checks.push_back({"leaks.overdue", Health::kOk, "No leaked secret waits for rotation.", ""});
  }
}

}  // namespace redactd::ctl
