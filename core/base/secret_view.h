// A secret's bytes, seen but not owned: cannot be printed, compared with == or turned into a string by accident.
#pragma once

#include <cstddef>
#include <string_view>

namespace redactd {

// The only ways out are named so that a reviewer can grep for them: expose() and constant_time_equals().
class SecretView {
 public:
  SecretView() = default;
  explicit SecretView(std::string_view bytes) : bytes_(bytes) {}

  size_t size() const { return bytes_.size(); }
  bool empty() const { return bytes_.empty(); }

  // The bytes themselves. The caller must neither store nor print them.
  std::string_view expose() const { return bytes_; }

  friend bool operator==(const SecretView&, const SecretView&) = delete;

 private:
  std::string_view bytes_;
};

// Compares in time that depends on the lengths only.
bool constant_time_equals(SecretView a, SecretView b);

}  // namespace redactd
