// The search with the engine's rules: line by line as the daemon would have seen them.
#include <algorithm>

#include "core/drill/resolve.h"
#include "core/drill/target.h"
#include "core/engine/redactor.h"

namespace redactd::drill {
namespace {

// What a rule's finding depends on, and how long it is, but for blocks of several lines that are longer than this.
constexpr size_t kRuleReachBytes = 64 * 1024;

class RulesTarget final : public Target {
 public:
  RulesTarget(std::shared_ptr<const Snapshot> snapshot, std::vector<uint32_t> only, std::optional<std::string> label)
      : snapshot_(std::move(snapshot)), only_(std::move(only)), label_(std::move(label)) {}

  std::unique_ptr<Searcher> make_searcher() const override;
  size_t reach_bytes() const override { return kRuleReachBytes; }
  const std::string& label(uint32_t number) const override { return label_ ? *label_ : snapshot_->rule(number).label; }

 private:
  friend class RulesSearcher;
  bool wanted(uint32_t rule) const { return only_.empty() || std::find(only_.begin(), only_.end(), rule) != only_.end(); }

  std::shared_ptr<const Snapshot> snapshot_;
  std::vector<uint32_t> only_;
  std::optional<std::string> label_;
};

class RulesSearcher final : public Searcher {
 public:
  explicit RulesSearcher(const RulesTarget& target) : target_(target) {
    if (target.only_.size() == 1) options_.only_rule = target.only_.front();
  }

  void find(std::string_view text, size_t from, bool at_start, bool at_end, std::vector<Match>& matches) override {
    const size_t begin = at_start ? 0 : line_start(text, from);
    const size_t newline = at_end ? std::string_view::npos : text.rfind('\n');
    const size_t end = newline == std::string_view::npos || newline < from ? text.size() : newline + 1;
    findings_.clear();
    redactor_.find(*target_.snapshot_, text.substr(begin, end - begin), options_, findings_);
    for (const Finding& finding : findings_) {
      // A line that is too costly is masked whole while it is captured; a file is not to be spoiled for that.
      if (finding.rule == Finding::kLineBudget || !target_.wanted(finding.rule) || begin + finding.begin < from) continue;
      Match match;
      match.begin = begin + finding.begin;
      match.end = begin + finding.end;
      match.form = Form::kRule;
      match.chars = static_cast<uint32_t>(finding.end - finding.begin);
      match.label = finding.rule;
      matches.push_back(match);
    }
  }

 private:
  // Where the context's first whole line begins, so that no rule sees half of one.
  static size_t line_start(std::string_view text, size_t from) {
    const size_t newline = text.substr(0, from).find('\n');
    return newline == std::string_view::npos ? 0 : newline + 1;
  }

  const RulesTarget& target_;
  MaskOptions options_;
  Redactor redactor_;
  std::vector<Finding> findings_;
};

std::unique_ptr<Searcher> RulesTarget::make_searcher() const { return std::make_unique<RulesSearcher>(*this); }

}  // namespace

std::unique_ptr<Target> target_for_rules(std::shared_ptr<const Snapshot> snapshot, std::vector<uint32_t> only,
                                         std::optional<std::string> label) {
  return std::make_unique<RulesTarget>(std::move(snapshot), std::move(only), std::move(label));
}

}  // namespace redactd::drill
