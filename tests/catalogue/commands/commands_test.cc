// Guards the command table tool by tool: each row is masked exactly where it is marked, and each part of each rule is needed by a row.
#include <doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/catalogue/catalogue.h"
#include "core/engine/argv/table.h"
#include "tests/catalogue/commands/mutants.h"
#include "tests/catalogue/commands/rows.h"
#include "tests/support/rules.h"

using namespace redactd;

namespace {

using Ranges = std::vector<std::pair<size_t, size_t>>;

const std::vector<Row>& rows() {
  static const std::vector<Row> all = read_rows(REDACTD_SOURCE_DIR "/tests/catalogue/commands");
  return all;
}

// In order, and what touches or overlaps as one.
Ranges merged(Ranges ranges) {
  std::sort(ranges.begin(), ranges.end());
  Ranges out;
  for (const auto& range : ranges) {
    if (!out.empty() && out.back().second >= range.first) out.back().second = std::max(out.back().second, range.second);
    else out.push_back(range);
  }
  return out;
}

std::vector<const RuleSpec*> argv_rules() {
  std::vector<const RuleSpec*> rules;
  for (const RuleSpec& rule : builtin_rules())
    if (rule.kind == RuleKind::kArgv) rules.push_back(&rule);
  return rules;
}

// What the rule alone finds in each of the rows.
std::vector<Ranges> found_by(const ArgvSpec& spec, const std::vector<Row>& in) {
  const ArgvTable table({{0, &spec}});
  std::vector<Ranges> result;
  for (const Row& row : in) {
    std::vector<ArgvSpan> spans;
    table.find(row.line, spans);
    Ranges ranges;
    for (const ArgvSpan& span : spans) ranges.emplace_back(span.begin, span.end);
    result.push_back(merged(std::move(ranges)));
  }
  return result;
}

}  // namespace

TEST_CASE("with all rules, exactly the marked bytes of a row are masked") {
  const auto snapshot = test::builtin_snapshot();
  Redactor redactor;
  REQUIRE(rows().size() > 1500);
  for (const Row& row : rows()) {
    CAPTURE(row.place);
    std::vector<Finding> findings;
    redactor.find(*snapshot, row.line, {}, findings);
    Ranges ranges;
    for (const Finding& finding : findings) ranges.emplace_back(finding.begin, finding.end);
    CHECK(merged(ranges) == row.secrets);
    std::string once, twice;
    redactor.mask(*snapshot, row.line, {}, once);
    redactor.mask(*snapshot, once, {}, twice);
    CHECK(once == twice);
  }
}

TEST_CASE("a row's own rule finds some of what is marked, and nothing else") {
  std::map<std::string, const RuleSpec*> rules;
  for (const RuleSpec* rule : argv_rules()) rules[rule->id] = rule;
  for (const Row& row : rows()) {
    if (row.rule.empty()) continue;
    CAPTURE(row.place);
    CAPTURE(row.rule);
    REQUIRE(rules.contains(row.rule));
    const Ranges found = found_by(rules[row.rule]->argv, {row})[0];
    CHECK(found.empty() == row.secrets.empty());
    for (const auto& range : found) CHECK(std::find(row.secrets.begin(), row.secrets.end(), range) != row.secrets.end());
  }
}

TEST_CASE("each tool, flag, operand, variable and way of input of each rule is needed by a row") {
  for (const RuleSpec* rule : argv_rules()) {
    const std::vector<Row> own = rows_of(rows(), rule->id);
    const std::vector<Ranges> whole = found_by(rule->argv, own);
    CAPTURE(rule->id);
    for (const Mutant& mutant : mutants_of(rule->argv)) {
      CAPTURE(mutant.without);
      CHECK(found_by(mutant.spec, own) != whole);
    }
  }
}

TEST_CASE("each rule has rows that must stay as they are") {
  for (const RuleSpec* rule : argv_rules()) {
    const std::vector<Row> own = rows_of(rows(), rule->id);
    CAPTURE(rule->id);
    CHECK(std::any_of(own.begin(), own.end(), [](const Row& row) { return row.secrets.empty(); }));
  }
}
