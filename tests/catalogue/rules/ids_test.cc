// No rule vanishes or is renamed by accident: people and their configuration name rules by id.
#include <doctest.h>

#include <fstream>
#include <set>
#include <string>

#include "core/catalogue/catalogue.h"

TEST_CASE("every id in ids.txt is a rule, and every rule's id stands there") {
  std::set<std::string> listed, shipped;
  std::ifstream file(REDACTD_SOURCE_DIR "/tests/catalogue/ids.txt");
  for (std::string id; std::getline(file, id);) CHECK_MESSAGE(listed.insert(id).second, id);
  for (const redactd::RuleSpec& rule : redactd::builtin_rules()) shipped.insert(rule.id);
  for (const std::string& id : listed) CHECK_MESSAGE(shipped.contains(id), id);
  for (const std::string& id : shipped) CHECK_MESSAGE(listed.contains(id), id);
}
