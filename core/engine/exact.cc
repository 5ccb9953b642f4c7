#include "core/engine/exact.h"

#include <algorithm>
#include <cstring>

#include "core/base/bytes.h"

namespace redactd {
namespace {

// How rare a byte is in ordinary text, roughly.
int rarity(char c) {
  if (is_blank(c) || c == '=' || c == '/' || c == '.' || c == '-' || c == '_' || c == '0' || c == '\0') return 0;
  if (is_lower(c)) return std::string_view("eatoinsrlhdcum").find(c) == std::string_view::npos ? 2 : 1;
  if (is_digit(c)) return 3;
  return 4;
}

// The four bytes that ordinary text holds least; four equal ones are worth nothing.
size_t rarest_window(std::string_view bytes) {
  size_t best = 0;
  int highest = -1;
  for (size_t at = 0; at + ExactForm::kAnchorBytes <= bytes.size(); ++at) {
    int sum = 0;
    for (size_t k = 0; k < ExactForm::kAnchorBytes; ++k) {
      const bool repeated = k > 0 && bytes[at + k] == bytes[at + k - 1];
      sum += repeated ? 0 : rarity(bytes[at + k]);
    }
    if (sum > highest) {
      highest = sum;
      best = at;
    }
  }
  return best;
}

size_t common_prefix(std::string_view a, std::string_view b) {
  const size_t most = std::min(a.size(), b.size());
  return static_cast<size_t>(std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(most), b.begin()).first - a.begin());
}

}  // namespace

ExactForms::ExactForms(std::unique_ptr<SecretMemory> memory, SecretView value, const std::vector<SecretView>& spellings)
    : memory_(std::move(memory)), value_(value) {
  for (const SecretView& spelling : spellings) {
    const std::string_view bytes = spelling.expose();
    if (bytes.size() < kMinBytes || bytes.find('\n') != std::string_view::npos) continue;
    forms_.push_back({spelling, rarest_window(bytes)});
  }
  std::stable_sort(forms_.begin(), forms_.end(), [](const ExactForm& a, const ExactForm& b) { return a.anchor() < b.anchor(); });
}

void ExactForms::places_around(std::string_view text, size_t at, size_t& looked_at, std::vector<Place>& places) const {
  const std::string_view anchor = text.substr(at, ExactForm::kAnchorBytes);
  auto form = std::lower_bound(forms_.begin(), forms_.end(), anchor, [](const ExactForm& a, std::string_view b) { return a.anchor() < b; });
  for (; form != forms_.end() && form->anchor() == anchor; ++form) {
    if (at < form->anchor_at) continue;
    const size_t begin = at - form->anchor_at;
    const std::string_view bytes = form->bytes.expose();
    const size_t equal = common_prefix(text.substr(begin), bytes);
    looked_at += equal;
    if (equal == bytes.size()) places.push_back({begin, begin + equal});
  }
}

size_t ExactForms::unfinished_tail(std::string_view text) const {
  size_t longest = 0;
  for (const ExactForm& form : forms_) {
    const std::string_view bytes = form.bytes.expose();
    size_t at = text.size() - std::min(text.size(), bytes.size() - 1);
    for (; text.size() - at > longest; ++at) {
      const size_t next = text.find(bytes[0], at);
      if (next == std::string_view::npos || text.size() - next <= longest) break;
      at = next;
      if (bytes.starts_with(text.substr(at))) longest = text.size() - at;
    }
  }
  return longest;
}

}  // namespace redactd
