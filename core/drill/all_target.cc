// Several targets as one.
#include <algorithm>

#include "core/drill/resolve.h"
#include "core/drill/target.h"

namespace redactd::drill {
namespace {

// A match's label number says which target it came from: the target's index in the upper bits.
constexpr uint32_t kIndexShift = 24;
constexpr uint32_t kOwnBits = (1u << kIndexShift) - 1;

class AllTarget final : public Target {
 public:
  explicit AllTarget(std::vector<std::unique_ptr<Target>> targets) : targets_(std::move(targets)) {}

  std::unique_ptr<Searcher> make_searcher() const override;
  size_t reach_bytes() const override {
    size_t reach = 0;
    for (const auto& target : targets_) reach = std::max(reach, target->reach_bytes());
    return reach;
  }
  const std::string& label(uint32_t number) const override { return targets_[number >> kIndexShift]->label(number & kOwnBits); }

 private:
  friend class AllSearcher;
  std::vector<std::unique_ptr<Target>> targets_;
};

class AllSearcher final : public Searcher {
 public:
  explicit AllSearcher(const AllTarget& target) {
    for (const auto& each : target.targets_) searchers_.push_back(each->make_searcher());
  }

  void find(std::string_view text, size_t from, bool at_start, bool at_end, std::vector<Match>& matches) override {
    found_.clear();
    for (uint32_t i = 0; i < searchers_.size(); ++i) {
      const size_t before = found_.size();
      searchers_[i]->find(text, from, at_start, at_end, found_);
      for (size_t k = before; k < found_.size(); ++k) found_[k].label |= i << kIndexShift;
    }
    resolve(found_);
    matches.insert(matches.end(), found_.begin(), found_.end());
  }

 private:
  std::vector<std::unique_ptr<Searcher>> searchers_;
  std::vector<Match> found_;
};

std::unique_ptr<Searcher> AllTarget::make_searcher() const { return std::make_unique<AllSearcher>(*this); }

}  // namespace

std::unique_ptr<Target> target_of_all(std::vector<std::unique_ptr<Target>> targets) {
  if (targets.size() == 1) return std::move(targets.front());
  return std::make_unique<AllTarget>(std::move(targets));
}

}  // namespace redactd::drill
