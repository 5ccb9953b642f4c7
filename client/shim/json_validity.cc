#include "client/shim/json_validity.h"

#include "core/base/bytes.h"

namespace redactd::shim {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

void JsonValidity::feed(std::string_view bytes) {
  for (char c : bytes) {
    if (state_ == State::kDead) return;
    state_ = next(c);
  }
}

bool JsonValidity::complete() const { return open_.empty() && (state_ == State::kAfterValue || number_may_end()); }

JsonValidity::State JsonValidity::next(char c) {
  switch (state_) {
    case State::kString:
    case State::kEscape:
    case State::kHex:
      return in_string(c);
    case State::kLiteral:
      if (c != literal_.front()) return State::kDead;
      literal_.remove_prefix(1);
      return literal_.empty() ? State::kAfterValue : State::kLiteral;
    case State::kValue:
    case State::kFirstElement:
      return begin_value(c);
    case State::kFirstKey:
    case State::kKey:
      if (is_space(c)) return state_;
      if (c == '}' && state_ == State::kFirstKey) return after_value(c);
      in_key_ = c == '"';
      return in_key_ ? State::kString : State::kDead;
    case State::kColon:
      if (is_space(c)) return state_;
      return c == ':' ? State::kValue : State::kDead;
    case State::kAfterValue:
      return after_value(c);
    case State::kDead:
      return State::kDead;
    default:
      return in_number(c);
  }
}

JsonValidity::State JsonValidity::begin_value(char c) {
  if (is_space(c)) return state_;
  switch (c) {
    case '{':
      open_ += c;
      return State::kFirstKey;
    case '[':
      open_ += c;
      return State::kFirstElement;
    case ']':
      return state_ == State::kFirstElement ? after_value(c) : State::kDead;
    case '"':
      in_key_ = false;
      return State::kString;
    case 't':
      literal_ = "rue";
      return State::kLiteral;
    case 'f':
      literal_ = "alse";
      return State::kLiteral;
    case 'n':
      literal_ = "ull";
      return State::kLiteral;
    case '-':
      return State::kMinus;
    case '0':
      return State::kZero;
    default:
      return is_digit(c) ? State::kInteger : State::kDead;
  }
}

JsonValidity::State JsonValidity::after_value(char c) {
  if (is_space(c)) return State::kAfterValue;
  if (open_.empty()) return State::kDead;
  const bool object = open_.back() == '{';
  if (c == ',') return object ? State::kKey : State::kValue;
  if (c != (object ? '}' : ']')) return State::kDead;
  open_.pop_back();
  return State::kAfterValue;
}

JsonValidity::State JsonValidity::in_string(char c) {
  if (state_ == State::kEscape) {
    hex_left_ = 4;
    if (c == 'u') return State::kHex;
    return std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos ? State::kString : State::kDead;
  }
  if (state_ == State::kHex) {
    if (!is_hex(c)) return State::kDead;
    return --hex_left_ == 0 ? State::kString : State::kHex;
  }
  if (c == '\\') return State::kEscape;
  if (c == '"') return in_key_ ? State::kColon : State::kAfterValue;
  return byte(c) < 0x20 ? State::kDead : State::kString;
}

JsonValidity::State JsonValidity::in_number(char c) {
  const bool exponent = c == 'e' || c == 'E';
  switch (state_) {
    case State::kMinus:
      if (c == '0') return State::kZero;
      return is_digit(c) ? State::kInteger : State::kDead;
    case State::kPoint:
      return is_digit(c) ? State::kFraction : State::kDead;
    case State::kExponent:
      if (c == '+' || c == '-') return State::kExponentSign;
      return is_digit(c) ? State::kExponentDigits : State::kDead;
    case State::kExponentSign:
      return is_digit(c) ? State::kExponentDigits : State::kDead;
    default:
      break;
  }
  if (is_digit(c) && state_ != State::kZero) return state_;
  if (c == '.' && (state_ == State::kZero || state_ == State::kInteger)) return State::kPoint;
  if (exponent && state_ != State::kExponentDigits) return State::kExponent;
  return after_value(c);
}

bool JsonValidity::number_may_end() const {
  return state_ == State::kZero || state_ == State::kInteger || state_ == State::kFraction || state_ == State::kExponentDigits;
}

bool is_json(std::string_view text) {
  JsonValidity validity;
  validity.feed(text);
  return validity.complete();
}

}  // namespace redactd::shim
