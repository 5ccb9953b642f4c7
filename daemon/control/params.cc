#include "daemon/control/params.h"

#include <nlohmann/json.hpp>

#include "core/base/bytes.h"

namespace redactd::daemon {
namespace {

constexpr int64_t kMaxDurationSeconds = 366LL * 86400 * 100;

std::optional<int64_t> parse_duration(const std::string& text) {
  if (text.size() < 2 || text.size() > 10) return std::nullopt;
  int64_t value = 0;
  for (size_t i = 0; i + 1 < text.size(); ++i) {
    if (!is_digit(text[i])) return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  switch (text.back()) {
    case 's': return value;
    case 'm': return value * 60;
    case 'h': return value * 3600;
    case 'd': return value * 86400;
    case 'w': return value * 7 * 86400;
    default: return std::nullopt;
  }
}

}  // namespace

struct Params::Impl {
  nlohmann::json object;
  const nlohmann::json* find(const char* key) const {
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
  }
};

Params::Params(const std::string& json_text) : impl_(std::make_unique<Impl>()) {
  impl_->object = nlohmann::json::parse(json_text, nullptr, false);
  if (!impl_->object.is_object()) impl_->object = nlohmann::json::object();
}
Params::~Params() = default;

void Params::fault(const char* key, const char* wanted) {
  if (!fault_) fault_ = Error{"rpc.params_invalid", std::string("The parameter ") + key + " " + wanted + ".", "See docs/protocol.md."};
}

bool Params::has(const char* key) const { return impl_->find(key) != nullptr; }

std::string Params::text(const char* key, bool required) {
  const auto* value = impl_->find(key);
  if (value == nullptr) {
    if (required) fault(key, "is missing");
    return {};
  }
  if (!value->is_string()) {
    fault(key, "is no text");
    return {};
  }
  return value->get<std::string>();
}

std::vector<std::string> Params::texts(const char* key) {
  const auto* value = impl_->find(key);
  std::vector<std::string> list;
  if (value == nullptr) return list;
  if (!value->is_array()) {
    fault(key, "is no list of texts");
    return list;
  }
  for (const auto& entry : *value) {
    if (entry.is_string()) {
      list.push_back(entry.get<std::string>());
    } else {
      fault(key, "is no list of texts");
    }
  }
  return list;
}

bool Params::flag(const char* key, bool otherwise) {
  const auto* value = impl_->find(key);
  if (value == nullptr) return otherwise;
  if (!value->is_boolean()) {
    fault(key, "is neither true nor false");
    return otherwise;
  }
  return value->get<bool>();
}

std::optional<int64_t> Params::number(const char* key) {
  const auto* value = impl_->find(key);
  if (value == nullptr) return std::nullopt;
  const bool fits = value->is_number_integer() && !(value->is_number_unsigned() && value->get<uint64_t>() > INT64_MAX);
  if (!fits) {
    fault(key, "is no whole number");
    return std::nullopt;
  }
  return value->get<int64_t>();
}

std::optional<int64_t> Params::duration_s(const char* key) {
  const auto* value = impl_->find(key);
  if (value == nullptr) return std::nullopt;
  const auto seconds = value->is_string() ? parse_duration(value->get<std::string>()) : number(key);
  if (!seconds || *seconds <= 0 || *seconds > kMaxDurationSeconds) {
    fault(key, "is no duration such as 90d, 12h, 30m, or seconds");
    return std::nullopt;
  }
  return seconds;
}

}  // namespace redactd::daemon
