// The search for one value: literals first, then a look at each hit.
#include <algorithm>

#include "core/drill/needle.h"
#include "core/drill/resolve.h"
#include "core/drill/target.h"

namespace redactd::drill {
namespace {

// Between two characters of a value there may be a break or an escape; a text that is nothing but those is not waited for.
constexpr size_t kRoomForBreaksBytes = 4096;

class ValueTarget final : public Target {
 public:
  ValueTarget(SecretView value, const ValueOptions& options, SecretMemory& memory, ScannerFactory scanner) : options_(options) {
    needles_.emplace_back(value, options.public_prefix, memory);
    for (const SecretView line : telling_lines(value)) needles_.emplace_back(line, 0, memory);
    for (uint32_t i = 0; i < needles_.size(); ++i) needles_[i].add_anchors(i, i == 0 && options.partials, i == 0, anchors_);
    scanner_ = scanner(anchors_.literals());
  }

  std::unique_ptr<Searcher> make_searcher() const override;
  size_t reach_bytes() const override { return 2 * needles_.front().longest_spelling() + kRoomForBreaksBytes; }
  const std::string& label(uint32_t) const override { return options_.label; }

 private:
  friend class ValueSearcher;
  ValueOptions options_;
  std::vector<Needle> needles_;
  Anchors anchors_;
  std::unique_ptr<LiteralScanner> scanner_;
};

class ValueSearcher final : public Searcher {
 public:
  explicit ValueSearcher(const ValueTarget& target) : target_(target), scratch_(target.scanner_->make_scratch()) {}

  void find(std::string_view text, size_t from, bool, bool, std::vector<Match>& matches) override {
    hits_.clear();
    target_.scanner_->scan(text, *scratch_, hits_);
    if (hits_.empty()) return;
    found_.clear();
    for (const LiteralHit& hit : hits_) {
      const size_t begin = hit.end - target_.anchors_.size_of(hit.literal);
      for (const Anchor& anchor : target_.anchors_.behind(hit.literal)) look(text, anchor, begin, hit.end);
    }
    resolve(found_);
    for (Match& match : found_) {
      if (match.begin >= from) matches.push_back(std::move(match));
    }
  }

 private:
  void look(std::string_view text, const Anchor& anchor, size_t hit, size_t hit_end) {
    const Needle& needle = target_.needles_[anchor.needle];
    if (anchor.role == Role::kTail) return take_partial(needle.tail_before(text, hit_end));
    std::optional<Match> whole;
    if (anchor.role == Role::kHead) {
      whole = needle.whole_at(text, hit, anchor.spelling);
    } else if (hit < anchor.offset || !needle.whole_at(text, hit - anchor.offset, anchor.spelling)) {
      whole = needle.whole_before(text, hit, anchor.spelling);
    }
    if (whole) return found_.push_back(std::move(*whole));
    if (anchor.role == Role::kHead && anchor.spelling == 0 && anchor.needle == 0) take_partial(needle.head_at(text, hit));
  }

  void take_partial(std::optional<Match> match) {
    const ValueOptions& options = target_.options_;
    if (options.partials && match && match->chars >= options.min_chars) found_.push_back(std::move(*match));
  }

  const ValueTarget& target_;
  std::unique_ptr<ScanScratch> scratch_;
  std::vector<LiteralHit> hits_;
  std::vector<Match> found_;
};

std::unique_ptr<Searcher> ValueTarget::make_searcher() const { return std::make_unique<ValueSearcher>(*this); }

}  // namespace

std::unique_ptr<Target> target_for_value(SecretView value, const ValueOptions& options, SecretMemory& memory, ScannerFactory scanner) {
  return std::make_unique<ValueTarget>(value, options, memory, scanner);
}

}  // namespace redactd::drill
