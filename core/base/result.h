// Errors are values: a stable dotted code, one sentence on what was wrong, one on what to do.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace redactd {

// `code` is stable and documented in docs/errors.md; `what` and `hint` are sentences for people and may change.
// None of them ever quotes captured text or a secret.
struct Error {
  std::string code;
  std::string what;
  std::string hint;

  // "CODE: what was wrong. What to do."
  std::string message() const { return code + ": " + what + (hint.empty() ? "" : " " + hint); }
};

// Either a value or an Error. Asking for the one that is not there is a programming error (std::get throws).
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)), ok_(false) {}

  bool ok() const { return ok_; }
  explicit operator bool() const { return ok_; }
  const Error& error() const { return error_; }

 private:
  Error error_;
  bool ok_ = true;
};

using Status = Result<void>;

}  // namespace redactd
