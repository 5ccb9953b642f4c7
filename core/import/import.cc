#include "core/import/import.h"

#include <algorithm>
#include <set>

#include "core/catalogue/catalogue.h"
#include "core/catalogue/rule_fields.h"
#include "core/import/build_rule.h"
#include "core/import/names.h"

namespace redactd {
namespace {

constexpr size_t kMaxNameBytes = 80;
constexpr size_t kMaxForeignRules = 10'000;  // all known ones together are below 3,000

Result<ForeignRules> read(const ForeignFile& file, Scanner scanner) {
  switch (scanner) {
    case Scanner::kGitleaks: return read_gitleaks(file);
    case Scanner::kTruffleHog: return read_trufflehog(file);
    case Scanner::kKingfisher:
    case Scanner::kNoseyParker: break;
  }
  return read_rules_yaml(file);
}

std::string file_of(const std::vector<RuleSpec>& rules) {
  std::string text = "{\"schema\": 1, \"rules\": [\n";
  for (const RuleSpec& rule : rules) text += write_rule(rule) + (&rule == &rules.back() ? "\n" : ",\n");
  return text + "]}\n";
}

// The rules that check_rules() finds at fault among all others: a rule may mask what another one's mask leaves.
std::set<std::string> faulty_ids(const std::vector<RuleSpec>& rules) {
  std::set<std::string> ids;
  for (const Fault& fault : check_rules(rules)) {
    for (const RuleSpec& rule : rules) {
      if (fault.what.starts_with("Rule " + rule.id + ": ")) ids.insert(rule.id);
    }
  }
  return ids;
}

void drop_what_disturbs(std::vector<RuleSpec>& rules, ImportReport& report) {
  for (std::set<std::string> ids = faulty_ids(rules); !ids.empty(); ids = faulty_ids(rules)) {
    std::erase_if(rules, [&](const RuleSpec& rule) { return ids.contains(rule.id); });
    std::erase_if(report.translated, [&](const ImportedRule& rule) {
      if (!ids.contains(rule.id)) return false;
      report.refused.push_back({rule.from, "rules.example.masked_twice", "Together with the others, masking its example twice changes it again."});
      return true;
    });
  }
}

}  // namespace

ImportReport import_rules(const std::vector<ForeignFile>& files, Scanner scanner, bool observe, const std::vector<std::string>& ids_in_use) {
  ImportReport report;
  std::set<std::string> taken(ids_in_use.begin(), ids_in_use.end());
  std::vector<RuleSpec> rules;
  for (const ForeignFile& file : files) {
    auto foreign = read(file, scanner);
    if (!foreign) {
      report.faults.push_back(foreign.error());
      continue;
    }
    if (report.foreign_rules + foreign->rules.size() > kMaxForeignRules) {
      report.faults.push_back({"import.file.too_large", file.name + ": There are more than 10000 rules.", "Split it."});
      continue;
    }
    report.notes.insert(report.notes.end(), foreign->notes.begin(), foreign->notes.end());
    for (const ForeignRule& one : foreign->rules) {
      ++report.foreign_rules;
      const std::string name = printable(one.id, kMaxNameBytes);
      BuiltRules built = build_rules(one, scanner, observe, taken);
      for (BuiltRule& rule : built.rules) {
        report.translated.push_back({rule.spec.id, name, std::move(rule.notes), report.foreign_rules});
        rules.push_back(std::move(rule.spec));
      }
      for (const Error& refusal : built.refusals) {
        report.refused.push_back({name, refusal.code, refusal.what + (refusal.hint.empty() ? "" : " " + refusal.hint)});
      }
    }
  }
  drop_what_disturbs(rules, report);
  std::set<size_t> numbers;
  for (const ImportedRule& rule : report.translated) numbers.insert(rule.number);
  report.translated_from = numbers.size();
  if (!rules.empty()) report.rule_file = file_of(rules);
  return report;
}

}  // namespace redactd
