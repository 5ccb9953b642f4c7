// The search for prefixes that an operator names, each with the run of characters behind it.
#include "core/base/bytes.h"
#include "core/drill/resolve.h"
#include "core/drill/target.h"
#include "core/engine/scan/literal_scanner.h"

namespace redactd::drill {
namespace {

constexpr size_t kMinPrefixBytes = 4;
constexpr size_t kMinRunBytes = 4;
constexpr size_t kMostRunBytes = 64 * 1024;

bool is_run(char c) { return is_word(c) || std::string_view("+/=.-").find(c) != std::string_view::npos; }

class PrefixTarget final : public Target {
 public:
  PrefixTarget(LiteralSet literals, std::string label, ScannerFactory scanner)
      : literals_(std::move(literals)), label_(std::move(label)), scanner_(scanner(literals_)) {}

  std::unique_ptr<Searcher> make_searcher() const override;
  size_t reach_bytes() const override { return kMostRunBytes; }
  const std::string& label(uint32_t) const override { return label_; }

 private:
  friend class PrefixSearcher;
  LiteralSet literals_;
  std::string label_;
  std::unique_ptr<LiteralScanner> scanner_;
};

class PrefixSearcher final : public Searcher {
 public:
  explicit PrefixSearcher(const PrefixTarget& target) : target_(target), scratch_(target.scanner_->make_scratch()) {}

  void find(std::string_view text, size_t from, bool, bool, std::vector<Match>& matches) override {
    hits_.clear();
    found_.clear();
    target_.scanner_->scan(text, *scratch_, hits_);
    for (const LiteralHit& hit : hits_) {
      size_t end = hit.end;
      while (end < text.size() && end - hit.end < kMostRunBytes && is_run(text[end])) ++end;
      if (end - hit.end < kMinRunBytes) continue;
      Match match;
      match.begin = hit.end - target_.literals_.literals[hit.literal].bytes.size();
      match.end = end;
      match.form = Form::kPrefix;
      match.chars = static_cast<uint32_t>(end - hit.end);
      found_.push_back(match);
    }
    resolve(found_);
    for (const Match& match : found_) {
      if (match.begin >= from) matches.push_back(match);
    }
  }

 private:
  const PrefixTarget& target_;
  std::unique_ptr<ScanScratch> scratch_;
  std::vector<LiteralHit> hits_;
  std::vector<Match> found_;
};

std::unique_ptr<Searcher> PrefixTarget::make_searcher() const { return std::make_unique<PrefixSearcher>(*this); }

}  // namespace

Result<std::unique_ptr<Target>> target_for_prefixes(const std::vector<std::string>& prefixes, const std::string& label,
                                                    ScannerFactory scanner) {
  LiteralSet literals;
  for (const std::string& prefix : prefixes) {
    if (prefix.size() < kMinPrefixBytes) {
      return Error{"drill.prefix.too_short", "A prefix has fewer than 4 bytes; so short a one stands in ordinary text.",
                   "Give at least 4 characters that begin the secret."};
    }
    literals.literals.push_back({prefix, false});
  }
  return std::unique_ptr<Target>(std::make_unique<PrefixTarget>(std::move(literals), label, scanner));
}

}  // namespace redactd::drill
