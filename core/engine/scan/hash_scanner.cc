// A bitmap over the hash of four folded bytes: a few instructions a byte where nothing is found, built in under a millisecond.
#include <algorithm>
#include <array>
#include <cstring>

#include "core/base/bytes.h"
#include "core/engine/scan/common_grams.h"
#include "core/engine/scan/literal_scanner.h"
#include "core/engine/snapshot.h"

namespace redactd {
namespace {

// 128 KiB of bits, which stay in the second-level cache: with 8,000 entries, one position in a hundred is a false candidate. A
// quarter of that (the first-level cache), or two bits an entry, came out slower.
constexpr unsigned kBitmapBits = 20;
constexpr unsigned kBucketBits = 13;
constexpr uint32_t kFold = 0x20202020;  // folds ASCII case; what else it folds only adds candidates

uint32_t mix_folded(uint64_t bytes) { return static_cast<uint32_t>(bytes) * 2654435761u; }
uint32_t mix(uint32_t word) { return mix_folded(word | kFold); }

uint32_t load4(const char* at) {
  uint32_t word;
  std::memcpy(&word, at, 4);
  return word;
}

bool matches(const Literal& literal, const char* at) {
  if (!literal.caseless) return std::memcmp(at, literal.bytes.data(), literal.bytes.size()) == 0;
  for (size_t i = 0; i < literal.bytes.size(); ++i) {
    if (to_lower(at[i]) != literal.bytes[i]) return false;
  }
  return true;
}

// How common a byte is in ordinary text, in steps of a factor of two or so; all that is not listed is rare. What folds into a
// space (NUL between arguments) is found in its place.
int commonness(char c) {
  const char low = static_cast<char>(c | 0x20);
  if (low == ' ') return 12;
  if (std::string_view("eatoinsr").find(low) != std::string_view::npos) return 6;
  if (std::string_view("lhdcumpg.").find(low) != std::string_view::npos) return 5;
  if (std::string_view("\x7f" "fybwvk-/=:0").find(low) != std::string_view::npos) return 4;  // \x7f: the underscore
  if (is_digit(c)) return 3;
  return 2;
}

// The four bytes of a literal that ordinary text holds least: "nsta" of "openstack", not "open".
size_t rarest_window(std::string_view bytes, const CommonGrams& common) {
  size_t best = 0;
  int lowest = 1000;
  for (size_t at = 0; at + 4 <= bytes.size(); ++at) {
    int sum = common.holds(load4(bytes.data() + at) | kFold) ? 100 : 0;
    for (size_t k = 0; k < 4; ++k) sum += commonness(bytes[at + k]);
    if (sum < lowest) {
      lowest = sum;
      best = at;
    }
  }
  return best;
}

class NoScratch : public ScanScratch {};

class HashScanner final : public LiteralScanner {
 public:
  explicit HashScanner(const LiteralSet& set) : literals_(set.literals), windows_(literals_.size()), bitmap_(1u << (kBitmapBits - 6)), starts_((1u << kBucketBits) + 1) {
    const CommonGrams common;
    std::vector<Member> entries;
    for (uint32_t number = 0; number < literals_.size(); ++number) {
      Literal& literal = literals_[number];
      if (literal.caseless) literal.bytes = lowercase(literal.bytes);
      enter(number, common, entries);
    }
    std::sort(entries.begin(), entries.end());
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    for (const Member& entry : entries) ++starts_[(entry.mixed >> (32 - kBucketBits)) + 1];
    members_ = std::move(entries);
    for (size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  }

  std::unique_ptr<ScanScratch> make_scratch() const override { return std::make_unique<NoScratch>(); }

  void scan(std::string_view text, ScanScratch&, std::vector<LiteralHit>& hits) const override {
    const char* const begin = text.data();
    size_t i = 0;
    // Four positions from one load; nearly always none of them is a candidate.
    for (; i + 8 <= text.size(); i += 4) {
      uint64_t bytes;
      std::memcpy(&bytes, begin + i, 8);
      bytes |= uint64_t{kFold} << 32 | kFold;
      const uint32_t a = mix_folded(bytes), b = mix_folded(bytes >> 8), c = mix_folded(bytes >> 16), d = mix_folded(bytes >> 24);
      if ((bit(a) | bit(b) | bit(c) | bit(d)) == 0) continue;
      const uint32_t mixed[4] = {a, b, c, d};
      for (size_t k = 0; k < 4; ++k) {
        if (bit(mixed[k]) != 0) report(text, i + k, mixed[k], hits);
      }
    }
    for (; i + 4 <= text.size(); ++i) report(text, i, mix(load4(begin + i)), hits);
    // The last three bytes hold no whole word: the three-byte literals alone fit there.
    for (; i + 3 <= text.size(); ++i) {
      const char word[4] = {begin[i], begin[i + 1], begin[i + 2], '\0'};
      report(text, i, mix(load4(word)), hits);
    }
  }

 private:
  uint64_t bit(uint32_t mixed) const { return bitmap_[mixed >> (32 - kBitmapBits + 6)] >> (mixed >> (32 - kBitmapBits) & 63) & 1; }

  // A literal, under the hash of its four bytes. mix() loses nothing of them, so that equal hashes are equal bytes.
  struct Member {
    uint32_t mixed;
    uint32_t literal;
    auto operator<=>(const Member&) const = default;
  };

  void enter(uint32_t number, const CommonGrams& common, std::vector<Member>& entries) {
    const std::string& bytes = literals_[number].bytes;
    windows_[number] = static_cast<uint32_t>(rarest_window(bytes, common));
    if (bytes.size() >= 4) return enter_word(load4(bytes.data() + windows_[number]), number, entries);
    // A three-byte literal stands with every byte that may follow; folded, half of them are the same.
    for (unsigned next = 0; next < 256; ++next) {
      if ((next & 0x20) == 0) continue;
      const char word[4] = {bytes[0], bytes[1], bytes[2], static_cast<char>(next)};
      enter_word(load4(word), number, entries);
    }
  }

  void enter_word(uint32_t word, uint32_t number, std::vector<Member>& entries) {
    const uint32_t mixed = mix(word);
    bitmap_[mixed >> (32 - kBitmapBits + 6)] |= uint64_t{1} << (mixed >> (32 - kBitmapBits) & 63);
    entries.push_back({mixed, number});
  }

  void report(std::string_view text, size_t at, uint32_t mixed, std::vector<LiteralHit>& hits) const {
    const uint32_t bucket = mixed >> (32 - kBucketBits);
    for (uint32_t k = starts_[bucket]; k < starts_[bucket + 1]; ++k) {
      if (members_[k].mixed != mixed) continue;
      const uint32_t number = members_[k].literal;
      const Literal& literal = literals_[number];
      if (at < windows_[number]) continue;
      const size_t begin = at - windows_[number];
      if (begin + literal.bytes.size() > text.size() || !matches(literal, text.data() + begin)) continue;
      hits.push_back({static_cast<uint32_t>(begin + literal.bytes.size()), number});
    }
  }

  std::vector<Literal> literals_;
  std::vector<uint32_t> windows_;  // where in a literal its four bytes stand
  std::vector<uint64_t> bitmap_;
  std::vector<uint32_t> starts_;   // starts_[b] .. starts_[b + 1]: the members of bucket b
  std::vector<Member> members_;
};

}  // namespace

std::unique_ptr<LiteralScanner> make_hash_scanner(const LiteralSet& literals) { return std::make_unique<HashScanner>(literals); }

}  // namespace redactd
