// Reads the parameters of a call; every wrong one is a rpc.params_invalid that names the parameter, never its value.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace redactd::daemon {

class Params {
 public:
  explicit Params(const std::string& json_text);
  ~Params();

  std::string text(const char* key, bool required = false);
  std::vector<std::string> texts(const char* key);
  bool flag(const char* key, bool otherwise = false);
  std::optional<int64_t> number(const char* key);
  // Seconds: a number, or text such as "90d", "12h", "30m", "45s", "2w".
  std::optional<int64_t> duration_s(const char* key);
  bool has(const char* key) const;

  // The first fault, if there was one; call it after all reads.
  Status status() const { return fault_ ? Status(*fault_) : Status(); }

 private:
  struct Impl;
  void fault(const char* key, const char* wanted);

  std::unique_ptr<Impl> impl_;
  std::optional<Error> fault_;
};

}  // namespace redactd::daemon
