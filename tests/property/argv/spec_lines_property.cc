// Every rule of the command table, on lines made from its own data: the value is found, and nothing else.
#include <doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <memory>

#include "core/catalogue/catalogue.h"
#include "core/engine/argv/table.h"
#include "tests/property/argv/spec_lines.h"

using namespace redactd;

namespace {

struct Lone {
  const RuleSpec* rule;
  std::unique_ptr<ArgvTable> table;
};

const std::vector<Lone>& lone_rules() {
  static const std::vector<Lone> all = [] {
    std::vector<Lone> result;
    for (const RuleSpec& rule : builtin_rules())
      if (rule.kind == RuleKind::kArgv)
        result.push_back({&rule, std::make_unique<ArgvTable>(std::vector<std::pair<uint32_t, const ArgvSpec*>>{{0, &rule.argv}})});
    return result;
  }();
  return all;
}

bool anchored(const ArgvTable& table, const std::string& line) {
  return std::any_of(table.anchors().begin(), table.anchors().end(),
                     [&](const ArgvAnchor& anchor) { return stands_in(anchor, line); });
}

}  // namespace

TEST_CASE("a line made from a rule's data: its value is masked, and nothing else") {
  size_t lines = 0, tried = 0;
  const bool held = rc::check([&] {
    std::string missed;
    for (const Lone& lone : lone_rules()) {
      const MadeLine made = draw_line(lone.rule->argv);
      ++lines;
      if (!anchored(*lone.table, made.text)) continue;
      ++tried;
      std::vector<ArgvSpan> spans;
      lone.table->find(made.text, spans);
      const bool exact = !spans.empty() && std::all_of(spans.begin(), spans.end(), [&](const ArgvSpan& span) {
        return span.begin == made.begin && span.end == made.end;
      });
      if (!exact) missed += lone.rule->id + ": " + made.text + "\n";
    }
    RC_LOG() << missed;
    RC_ASSERT(missed.empty());
  });
  CHECK(held);
  CHECK(tried > lines * 3 / 4);
}
