#include <algorithm>

#include "core/base/bytes.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/gate.h"

namespace redactd {
namespace {

size_t count_of(std::string_view text, const std::string& literal) {
  size_t count = 0;
  for (size_t at = text.find(literal); at != std::string_view::npos; at = text.find(literal, at + 1)) ++count;
  return count;
}

struct Corpus {
  std::string text, folded;
};

Corpus ordinary_corpus() {
  Corpus corpus;
  for (const std::string_view line : ordinary_lines()) {
    corpus.text += line;
    corpus.text += '\n';
  }
  corpus.folded = lowercase(corpus.text);
  return corpus;
}

}  // namespace

std::vector<AnchorRate> busy_anchors(const std::vector<RuleSpec>& rules, double limit_per_mb) {
  const Corpus corpus = ordinary_corpus();
  std::vector<AnchorRate> busy;
  for (const RuleSpec& rule : rules) {
    const bool caseless = rule.kind == RuleKind::kContext || (rule.kind == RuleKind::kRegex && rule.regex.anchors_caseless);
    const auto& anchors = rule.kind == RuleKind::kPrefix    ? rule.prefix.prefixes
                          : rule.kind == RuleKind::kRegex   ? rule.regex.anchors
                          : rule.kind == RuleKind::kContext ? rule.context.keywords
                                                            : rule.argv.anchors;
    for (const std::string& anchor : anchors) {
      const size_t hits = count_of(caseless ? corpus.folded : corpus.text, caseless ? lowercase(anchor) : anchor);
      const double rate = static_cast<double>(hits) * 1e6 / static_cast<double>(corpus.text.size());
      if (rate > limit_per_mb) busy.push_back({rule.id, anchor, rate});
    }
  }
  std::stable_sort(busy.begin(), busy.end(), [](const AnchorRate& a, const AnchorRate& b) { return a.hits_per_mb > b.hits_per_mb; });
  return busy;
}

}  // namespace redactd
