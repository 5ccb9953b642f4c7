// Small questions to JSON that came as text.
#pragma once

#include <string>

namespace redactd::ctl {

// The member of an object: a string as it is, anything else as JSON, "" where it is absent.
std::string json_field(const std::string& object, const char* key);

// {"id": ID} and the like: one member, properly escaped.
std::string json_object(const char* key, const std::string& value);

// Indented by two.
std::string json_pretty(const std::string& text);

}  // namespace redactd::ctl
