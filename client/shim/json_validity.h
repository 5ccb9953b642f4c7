// Is a text one JSON value (RFC 8259)? Asked byte by byte, without building anything.
#pragma once

#include <string>
#include <string_view>

namespace redactd::shim {

// The grammar alone: bytes above 0x7f are taken as they are inside strings, and any \uXXXX. Any depth; memory is one byte a
// level. O(n).
class JsonValidity {
 public:
  void feed(std::string_view bytes);

  // Nothing that follows can make it JSON.
  bool dead() const { return state_ == State::kDead; }
  // What came so far is a whole JSON value.
  bool complete() const;
  // A value may begin at the next byte.
  bool wants_value() const { return state_ == State::kValue || state_ == State::kFirstElement; }

 private:
  enum class State : char {
    kValue, kFirstElement, kFirstKey, kKey, kColon, kAfterValue, kString, kEscape, kHex, kLiteral,
    kMinus, kZero, kInteger, kPoint, kFraction, kExponent, kExponentSign, kExponentDigits, kDead,
  };

  State next(char c);
  State begin_value(char c);
  State after_value(char c);
  State in_string(char c);
  State in_number(char c);
  bool number_may_end() const;

  State state_ = State::kValue;
  std::string open_;           // '{' or '[' a level
  bool in_key_ = false;
  int hex_left_ = 0;
  std::string_view literal_;   // what is left of true, false, null
};

bool is_json(std::string_view text);

}  // namespace redactd::shim
