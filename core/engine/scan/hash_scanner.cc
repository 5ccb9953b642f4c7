// A bitmap over the hash of four folded bytes: two instructions a byte where nothing is found, built in microseconds.
#include <algorithm>
#include <array>
#include <cstring>

#include "core/base/bytes.h"
#include "core/engine/scan/literal_scanner.h"
#include "core/engine/snapshot.h"

namespace redactd {
namespace {

constexpr unsigned kHashBits = 16;
constexpr uint32_t kFold = 0x20202020;  // folds ASCII case; what else it folds only adds candidates

uint32_t load4(const char* at) {
  uint32_t word;
  std::memcpy(&word, at, 4);
  return word | kFold;
}

uint32_t hash4(uint32_t folded) { return (folded * 2654435761u) >> (32 - kHashBits); }

bool matches(const Literal& literal, const char* at) {
  if (!literal.caseless) return std::memcmp(at, literal.bytes.data(), literal.bytes.size()) == 0;
  for (size_t i = 0; i < literal.bytes.size(); ++i) {
    if (to_lower(at[i]) != literal.bytes[i]) return false;
  }
  return true;
}

class NoScratch : public ScanScratch {};

class HashScanner final : public LiteralScanner {
 public:
  explicit HashScanner(const LiteralSet& set) : literals_(set.literals), bitmap_(1u << (kHashBits - 3)) {
    std::vector<std::pair<uint32_t, uint32_t>> entries;  // hash, literal
    for (uint32_t number = 0; number < literals_.size(); ++number) {
      Literal& literal = literals_[number];
      if (literal.caseless) literal.bytes = lowercase(literal.bytes);
      add(number, entries);
    }
    std::sort(entries.begin(), entries.end());
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    starts_.assign((1u << kHashBits) + 1, 0);
    for (const auto& [hash, number] : entries) {
      bitmap_[hash >> 3] = static_cast<uint8_t>(bitmap_[hash >> 3] | 1u << (hash & 7));
      ++starts_[hash + 1];
      members_.push_back(number);
    }
    for (size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  }

  std::unique_ptr<ScanScratch> make_scratch() const override { return std::make_unique<NoScratch>(); }

  void scan(std::string_view text, ScanScratch&, std::vector<LiteralHit>& hits) const override {
    const char* const begin = text.data();
    const size_t last = text.size() < 4 ? 0 : text.size() - 3;
    for (size_t i = 0; i < last; ++i) {
      const uint32_t hash = hash4(load4(begin + i));
      if ((bitmap_[hash >> 3] >> (hash & 7) & 1) != 0) report(text, i, hash, hits);
    }
    // The last three bytes hold no whole word: look there for the three-byte literals, which alone fit.
    for (size_t i = last; i + 3 <= text.size(); ++i) {
      char word[4] = {begin[i], begin[i + 1], begin[i + 2], '\0'};
      report(text, i, hash4(load4(word)), hits);
    }
  }

 private:
  void add(uint32_t number, std::vector<std::pair<uint32_t, uint32_t>>& entries) const {
    const std::string& bytes = literals_[number].bytes;
    if (bytes.size() >= 4) {
      entries.emplace_back(hash4(load4(bytes.data())), number);
      return;
    }
    for (unsigned next = 0; next < 256; ++next) {  // a three-byte literal stands with every byte that may follow
      char word[4] = {bytes[0], bytes[1], bytes[2], static_cast<char>(next)};
      entries.emplace_back(hash4(load4(word)), number);
    }
  }

  void report(std::string_view text, size_t at, uint32_t hash, std::vector<LiteralHit>& hits) const {
    for (uint32_t k = starts_[hash]; k < starts_[hash + 1]; ++k) {
      const Literal& literal = literals_[members_[k]];
      if (at + literal.bytes.size() > text.size() || !matches(literal, text.data() + at)) continue;
      hits.push_back({static_cast<uint32_t>(at + literal.bytes.size()), members_[k]});
    }
  }

  std::vector<Literal> literals_;
  std::vector<uint8_t> bitmap_;
  std::vector<uint32_t> starts_;   // starts_[h] .. starts_[h + 1]: the members of hash h
  std::vector<uint32_t> members_;
};

}  // namespace

std::unique_ptr<LiteralScanner> make_hash_scanner(const LiteralSet& literals) { return std::make_unique<HashScanner>(literals); }

}  // namespace redactd
