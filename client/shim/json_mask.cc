#include "client/shim/json_mask.h"

#include <optional>

#include "client/shim/json_string.h"
#include "client/shim/json_validity.h"
#include "core/base/bytes.h"

namespace redactd::shim {
namespace {

constexpr std::string_view kMaskBegin = "[REDACTED_";

// Length of a mask at the start of `text`; 0: there is none.
size_t mask_length(std::string_view text) {
  if (text.substr(0, kMaskBegin.size()) != kMaskBegin) return 0;
  size_t at = kMaskBegin.size();
  while (at < text.size() && (is_word(text[at]) || text[at] == ':')) ++at;
  return at < text.size() && text[at] == ']' ? at + 1 : 0;
}

// A mask in the place of a number or a word becomes a string.
std::string quote_bare_masks(std::string_view masked) {
  std::string out;
  JsonValidity validity;
  for (size_t at = 0; at < masked.size() && !validity.dead();) {
    size_t length = validity.wants_value() ? mask_length(masked.substr(at)) : 0;
    std::string piece = length == 0 ? std::string(1, masked[at]) : '"' + std::string(masked.substr(at, length)) + '"';
    validity.feed(piece);
    out += piece;
    at += length == 0 ? 1 : length;
  }
  return validity.complete() ? out : std::string();
}

class LineMask {
 public:
  LineMask(std::string_view line, const MaskFn& mask) : strict_(is_strict_text(line)), mask_(mask) {}

  // The masked form of `line`, if a mask of the whole keeps it JSON. `masked`: that mask, JSON or not.
  std::optional<std::string> as_whole(std::string_view line, std::string& masked) const {
    masked = mask_(line);
    if (is_good(masked)) return masked;
    std::string quoted = quote_bare_masks(masked);
    if (is_good(quoted)) return quoted;
    return std::nullopt;
  }

  std::string by_strings(std::string_view line, bool escaped_only) const {
    return rewrite_strings(line, [&](std::string_view inner) -> std::optional<std::string> {
      const bool escaped = inner.find('\\') != std::string_view::npos;
      if (inner.empty() || (escaped_only && !escaped)) return std::nullopt;
      std::string meant = escaped ? json_unescape(inner) : std::string(inner);
      std::string masked = mask_(meant);
      if (masked == meant) return std::nullopt;
      // An unpaired surrogate was left an escape, whose backslash is doubled now: still JSON.
      return json_escape(strict_ ? to_valid_utf8(masked) : masked);
    });
  }

 private:
  bool is_good(std::string_view json) const { return is_json(json) && (!strict_ || is_strict_text(json)); }

  bool strict_;
  const MaskFn& mask_;
};

}  // namespace

std::string mask_json(std::string_view line, const MaskFn& mask) {
  const LineMask attempt(line, mask);
  std::string masked;
  std::string first = attempt.by_strings(line, true);
  if (auto whole = attempt.as_whole(first, masked)) return *whole;
  std::string second = attempt.by_strings(first, false);
  if (auto whole = attempt.as_whole(second, masked)) return *whole;
  return '"' + json_escape(to_valid_utf8(masked)) + '"';
}

}  // namespace redactd::shim
