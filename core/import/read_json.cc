#include <nlohmann/json.hpp>

#include "core/base/limits.h"
#include "core/catalogue/json_outline.h"
#include "core/import/foreign.h"

namespace redactd {

// {"name": "pattern"}, or a list of patterns for one name.
Result<ForeignRules> read_pattern_map(const ForeignFile& file) {
  if (Status checked = check_foreign_text(file); !checked) return checked.error();
  const JsonOutline outline(file.text, kMaxJsonDepth);
  if (outline.too_deep()) return Error{"import.syntax", file.name + ": The file is nested too deeply.", "A map of patterns needs two levels."};
  nlohmann::ordered_json root;
  try {
    root = nlohmann::ordered_json::parse(file.text);
  } catch (const nlohmann::ordered_json::parse_error& error) {
    return foreign_syntax_error(file, static_cast<size_t>(outline.line_at(error.byte == 0 ? 0 : error.byte - 1)), "JSON");
  } catch (const nlohmann::ordered_json::exception&) {
    return foreign_syntax_error(file, 1, "JSON");
  }
  if (!root.is_object()) return Error{"import.schema", file.name + ": This is no map of patterns.", "Write {\"name\": \"pattern\"}."};
  ForeignRules out;
  for (const auto& [name, value] : root.items()) {
    const auto patterns = value.is_array() ? value : nlohmann::ordered_json::array({value});
    for (const auto& pattern : patterns) {
      ForeignRule rule;
      rule.id = rule.name = rule.title = name;
      if (pattern.is_string()) rule.pattern = pattern.get<std::string>();
      out.rules.push_back(std::move(rule));
    }
  }
  return out;
}

}  // namespace redactd
