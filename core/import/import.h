// Another scanner's rule files in, a rule file of ours out, and a word on each rule.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/import/foreign.h"

namespace redactd {

struct ImportedRule {
  std::string id;    // ours
  std::string from;  // the foreign one
  std::vector<std::string> notes;
  size_t number = 0;  // of the foreign rule: 1 for the first one of all files
};

struct RefusedRule {
  std::string rule;  // the foreign id
  std::string code;
  std::string why;
};

struct ImportReport {
  std::string rule_file;  // JSON that parse_rule_files() and check_rules() accept; empty if nothing could be translated
  size_t foreign_rules = 0;
  size_t translated_from = 0;        // of these, at least in part
  std::vector<ImportedRule> translated;
  std::vector<RefusedRule> refused;  // a rule with several patterns may stand here and above
  std::vector<std::string> notes;    // about files as a whole
  std::vector<Error> faults;         // files that could not be read as what they should be, or hold too many rules
};

// `ids_in_use`: ids that no imported rule may have. `observe`: all rules count only.
ImportReport import_rules(const std::vector<ForeignFile>& files, Scanner scanner, bool observe, const std::vector<std::string>& ids_in_use);

}  // namespace redactd
