// What the built-in rules find in many texts, for the scripts beside it: offsets and rule ids only, never a byte of a text.
//
//   accuracy_find [--expand] < FRAMES
//
// A frame is "RULE LENGTH\n" and LENGTH bytes; RULE is "-" for all rules, or the id of the one that alone is to run. Each
// frame is answered with one line, "SAME BEGIN:END:ID BEGIN:END:ID ...": SAME is 1 when the masked text, masked again, stays as it
// is, and the bytes between the masks came out as they went in; the offsets are bytes of the text. With --expand, {{gen:...}} in a
// text is replaced first, as in a rule's examples. Exit 2 for a frame that is none, or for a rule that is not built in.
#include <iostream>
#include <map>
#include <string>

#include "core/catalogue/catalogue.h"
#include "core/engine/redactor.h"
#include "core/engine/snapshot.h"

namespace {

using namespace redactd;

std::shared_ptr<const Snapshot> all_rules() {
  std::vector<std::shared_ptr<const CompiledRule>> rules;
  for (const RuleSpec& spec : builtin_rules()) {
    if (auto rule = compile_rule(spec)) rules.push_back(*rule);
  }
  return Snapshot::build(std::move(rules), 1, make_vectorscan_scanner);
}

// The masked text as it has to be: the text with each finding replaced, and nothing else.
std::string expected(const Snapshot& snapshot, const std::vector<Finding>& findings, std::string_view text, const MaskOptions& options) {
  std::string out;
  size_t at = 0;
  for (const Finding& finding : findings) {
    out.append(text.substr(at, finding.begin - at));
    if (!finding.continued) out += mask_text(snapshot, finding, text, options);
    at = finding.end;
  }
  return out.append(text.substr(at));
}

void answer(const Snapshot& snapshot, Redactor& redactor, const std::string& text, const MaskOptions& options) {
  std::vector<Finding> findings;
  redactor.find(snapshot, text, options, findings);
  std::string once, twice;
  redactor.mask(snapshot, text, options, once);
  redactor.mask(snapshot, once, options, twice);
  std::cout << (once == twice && once == expected(snapshot, findings, text, options) ? 1 : 0);
  for (const Finding& finding : findings) {
    std::cout << ' ' << finding.begin << ':' << finding.end << ':'
              << (finding.rule == Finding::kLineBudget ? std::string("line-budget") : snapshot.rule(finding.rule).id);
  }
  std::cout << '\n';
}

int run(bool expand) {
  const auto snapshot = all_rules();
  std::map<std::string, uint32_t> numbers;
  for (uint32_t i = 0; i < snapshot->size(); ++i) numbers[snapshot->rule(i).id] = i;
  Redactor redactor;
  std::string rule;
  size_t length = 0;
  while (std::cin >> rule >> length) {
    std::string text(length, '\0');
    if (std::cin.get() != '\n' || !std::cin.read(text.data(), static_cast<std::streamsize>(length))) return 2;
    MaskOptions options;
    if (rule != "-") {
      if (!numbers.contains(rule)) return 2;
      options.only_rule = numbers[rule];
    }
    answer(*snapshot, redactor, expand ? expand_example(text) : text, options);
  }
  return std::cin.eof() ? 0 : 2;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  return run(argc > 1 && std::string_view(argv[1]) == "--expand");
}
