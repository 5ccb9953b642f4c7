#include "client/ctl/rules_check.h"

#include <nlohmann/json.hpp>

#include "client/ctl/output.h"
#include "client/ctl/rule_sources.h"
#include "core/catalogue/catalogue.h"

namespace redactd::ctl {
namespace {

int report(size_t rules, const std::vector<Fault>& faults, bool as_json) {
  int printed = kDone;
  if (as_json) {
    auto list = nlohmann::ordered_json::array();
    for (const Fault& fault : faults) {
      list.push_back({{"file", fault.file}, {"line", fault.line}, {"pointer", fault.pointer}, {"code", fault.code},
                      {"what", fault.what}, {"hint", fault.hint}});
    }
    nlohmann::ordered_json document{{"rules", rules}, {"faults", std::move(list)}};
    printed = print(document.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
  } else {
    std::string text;
    for (const Fault& fault : faults) text += fault.message() + "\n";
    text += std::to_string(rules) + " rules, " + std::to_string(faults.size()) + (faults.size() == 1 ? " fault\n" : " faults\n");
    printed = print(text);
  }
  if (printed != kDone) return printed;
  return faults.empty() ? kDone : kAnswerIsNo;
}

}  // namespace

int run_rules_check(const std::vector<std::string>& paths, bool as_json) {
  if (paths.empty()) return report(builtin_rules().size(), check_rules(builtin_rules()), as_json);
  std::vector<RuleFile> files;
  for (const std::string& path : paths) {
    auto more = read_rule_files(path);
    if (!more.ok()) return fail(more.error());
    for (RuleFile& file : *more) files.push_back(std::move(file));
  }
  Catalogue catalogue = parse_rule_files(files);
  std::vector<Fault> faults = std::move(catalogue.faults);
  for (Fault& fault : check_rules(catalogue.rules)) faults.push_back(std::move(fault));
  return report(catalogue.rules.size(), faults, as_json);
}

}  // namespace redactd::ctl
