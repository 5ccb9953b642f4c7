#include "client/ctl/doctor/doctor.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "client/ctl/doctor/check.h"
#include "client/ctl/output.h"

namespace redactd::ctl {
namespace {

const char* name_of(Health health) {
  switch (health) {
    case Health::kOk: return "ok";
    case Health::kWarning: return "warning";
    default: return "wrong";
  }
}

std::string as_text(const Checks& checks) {
  std::string text;
  for (const Check& check : checks) {
    std::string health = name_of(check.health);
    health.resize(9, ' ');
    text += health + check.what + "\n";
    if (!check.mend.empty()) text += "         mend: " + check.mend + "\n";
  }
  return text;
}

std::string as_json_text(const Checks& checks, bool healthy) {
  auto list = nlohmann::ordered_json::array();
  for (const Check& check : checks) {
    list.push_back({{"name", check.name}, {"health", name_of(check.health)}, {"what", check.what}, {"mend", check.mend}});
  }
  nlohmann::ordered_json document{{"healthy", healthy}, {"checks", std::move(list)}};
  return document.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

int run_doctor(const Globals& globals, bool as_json) {
  Checks checks;
  check_sockets(globals, checks);
  check_files(globals, checks);
  check_shells(checks);
  check_repls(checks);
  check_host(checks);
  // A daemon that does not answer was named already; waiting for it again tells nothing new.
  const bool answers = std::none_of(checks.begin(), checks.end(), [](const Check& c) { return c.name == "socket.control" && c.health != Health::kOk; });
  if (answers) {
    check_vault(globals, checks);
    check_leaks(globals, checks);
  }
  bool healthy = std::none_of(checks.begin(), checks.end(), [](const Check& c) { return c.health == Health::kWrong; });
  int printed = print(as_json ? as_json_text(checks, healthy) : as_text(checks));
  if (printed != kDone) return printed;
  return healthy ? kDone : kAnswerIsNo;
}

}  // namespace redactd::ctl
