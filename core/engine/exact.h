// The ways in which one known value may stand in a text (design 4, "Exact values").
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/secret_memory.h"
#include "core/base/secret_view.h"

namespace redactd {

// One spelling of a value. Of its bytes only the anchor's four may stand in ordinary memory: the scanner looks for these.
struct ExactForm {
  static constexpr size_t kAnchorBytes = 4;
  SecretView bytes;
  size_t anchor_at = 0;

  std::string_view anchor() const { return bytes.expose().substr(anchor_at, kAnchorBytes); }
};

// Immutable; the bytes are wiped with it.
class ExactForms {
 public:
  static constexpr size_t kMinBytes = 8;

  // `memory` holds the bytes of `value` and of all `spellings`. Spellings of fewer than kMinBytes, or with a newline, are left
  // out: what a rule masks stands on one line.
  ExactForms(std::unique_ptr<SecretMemory> memory, SecretView value, const std::vector<SecretView>& spellings);

  SecretView value() const { return value_; }
  // Sorted by anchor().
  const std::vector<ExactForm>& forms() const { return forms_; }

  struct Place {
    size_t begin, end;
  };
  // Appends where forms stand in `text` of which an anchor was found at `at`. `looked_at` grows by the bytes that were compared.
  void places_around(std::string_view text, size_t at, size_t& looked_at, std::vector<Place>& places) const;

  // For streams: the length of the longest end of `text` that is a beginning of a form, but not all of it.
  size_t unfinished_tail(std::string_view text) const;

 private:
  std::unique_ptr<SecretMemory> memory_;
  SecretView value_;
  std::vector<ExactForm> forms_;
};

}  // namespace redactd
