// What tests of the drill share: plain memory, encoders that are not ours, a target for a made-up value.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "core/drill/mask.h"
#include "core/drill/target.h"
#include "core/drill/window.h"

namespace redactd::test {

class PlainMemory : public SecretMemory {
 public:
  char* allocate(size_t bytes) override {
    blocks_.push_back(std::make_unique<char[]>(bytes));
    std::memset(blocks_.back().get(), 0, bytes);
    return blocks_.back().get();
  }

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;
};

// A secret-shaped value made of nothing: letters and digits by a fixed recipe.
inline std::string made_up(size_t length, uint32_t seed = 1) {
  static constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  std::string value;
  for (uint32_t state = seed * 2654435761u + 12345; value.size() < length; state = state * 1664525u + 1013904223u) {
    value += kAlphabet[(state >> 16) % 62];
  }
  return value;
}

struct ValueSearch {
  explicit ValueSearch(const std::string& value, drill::ValueOptions options = {})
      : target(drill::target_for_value(SecretView(value), options, memory, make_hash_scanner)) {}

  // Through a window, fed in pieces of `piece` bytes at most.
  std::vector<drill::Match> find(const std::string& text, size_t piece = ~size_t{0}) {
    PlainMemory buffers;
    drill::Window window(*target, buffers);
    std::vector<drill::Match> matches;
    size_t at = 0;
    do {
      const auto room = window.room();
      const size_t n = std::min({room.size(), piece, text.size() - at});
      std::memcpy(room.data(), text.data() + at, n);
      at += n;
      window.filled(n, at == text.size(), matches);
    } while (at < text.size());
    return matches;
  }

  std::string masked(const std::string& text) {
    std::string out = text;
    drill::mask_in_memory(find(text), *target, 0, out.data(), out.size());
    return out;
  }

  PlainMemory memory;
  std::unique_ptr<drill::Target> target;
};

// RFC 4648, written here once more so that the code under test does not judge itself.
inline std::string base64(const std::string& raw, const char* last_two = "+/", bool pad = true) {
  static const std::string kFirst = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  const std::string alphabet = kFirst + last_two;
  std::string out;
  for (size_t i = 0; i < raw.size(); i += 3) {
    uint32_t group = 0;
    for (size_t k = 0; k < 3; ++k) group = (group << 8) | (i + k < raw.size() ? static_cast<unsigned char>(raw[i + k]) : 0u);
    const size_t given = std::min<size_t>(3, raw.size() - i);
    for (size_t k = 0; k < 4; ++k) {
      if (k <= given) out += alphabet[(group >> (18 - 6 * k)) & 63];
      else if (pad) out += '=';
    }
  }
  return out;
}

inline std::string decode_base64(const std::string& text, const char* last_two = "+/") {
  static const std::string kFirst = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  const std::string alphabet = kFirst + last_two;
  std::string out;
  uint32_t bits = 0;
  int have = 0;
  for (const char c : text) {
    const size_t at = alphabet.find(c);
    if (at == std::string::npos) continue;
    bits = (bits << 6) | static_cast<uint32_t>(at);
    have += 6;
    if (have >= 8) out += static_cast<char>((bits >> (have -= 8)) & 0xff);
  }
  return out;
}

inline std::string utf16le(const std::string& ascii) {
  std::string out;
  for (const char c : ascii) {
    out += c;
    out += '\0';
  }
  return out;
}

}  // namespace redactd::test
