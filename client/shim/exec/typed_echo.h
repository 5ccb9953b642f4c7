// Tells the echo of keys from other output. It goes back to who typed them as it is and at once: masked, a word would have to wait for
// its end, and a line editor's idea of where the cursor stands would be wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace redactd::shim {

// What a person types comes a few bytes at a time; a longer piece was pasted, and its echo is masked like any output. Keeps the last
// typed bytes in memory, wiped as they go.
class TypedEcho {
 public:
  ~TypedEcho();

  void typed(std::string_view keys, uint64_t now_ms);
  // The piece shows nothing but what was typed in the last kEchoMs since Enter (or moves the cursor alone).
  bool is_echo(std::string_view shown, uint64_t now_ms);

 private:
  static constexpr size_t kTypedBytes = 8;     // a key, or a few; more at once is a paste
  static constexpr size_t kRecentBytes = 256;
  static constexpr size_t kShownBytes = 512;   // a larger piece is no echo, whatever it holds
  static constexpr uint64_t kEchoMs = 1000;

  std::string recent_;
  uint64_t last_ms_ = 0;
  bool any_ = false;
  bool pasting_ = false;  // between the marks of a bracketed paste
};

}  // namespace redactd::shim
