#include "client/ctl/json_text.h"

#include <nlohmann/json.hpp>

namespace redactd::ctl {

using nlohmann::ordered_json;

std::string json_field(const std::string& object, const char* key) {
  auto document = ordered_json::parse(object, nullptr, false);
  if (!document.is_object() || !document.contains(key)) return {};
  const auto& value = document[key];
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string json_object(const char* key, const std::string& value) {
  return ordered_json{{key, value}}.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::string json_pretty(const std::string& text) {
  auto document = ordered_json::parse(text, nullptr, false);
  return document.is_discarded() ? text : document.dump(2);
}

}  // namespace redactd::ctl
