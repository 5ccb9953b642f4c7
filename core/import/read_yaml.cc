#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>

#include "core/import/foreign.h"

namespace redactd {
namespace {

// Of maps only, and without making what is absent.
YAML::Node member(const YAML::Node& map, const char* key) { return map.IsMap() ? map[key] : YAML::Node(YAML::NodeType::Undefined); }

std::string text_of(const YAML::Node& map, const char* key) {
  const YAML::Node node = member(map, key);
  return node.IsDefined() && node.IsScalar() ? node.Scalar() : std::string();
}

double number_of(const YAML::Node& map, const char* key) {
  const std::string text = text_of(map, key);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : 0;
}

std::vector<std::string> texts_of(const YAML::Node& map, const char* key) {
  std::vector<std::string> texts;
  const YAML::Node list = member(map, key);
  if (!list.IsDefined() || !list.IsSequence()) return texts;
  for (const YAML::Node& item : list) {
    if (item.IsScalar()) texts.push_back(item.Scalar());
  }
  return texts;
}

void note_if(const YAML::Node& map, const char* key, const char* text, std::vector<std::string>& notes) {
  const YAML::Node node = member(map, key);
  if (node.IsDefined() && !node.IsNull()) notes.emplace_back(text);
}

// `validation`, `revocation`, examples: never run, never copied.
ForeignRule rule_of(const YAML::Node& map) {
  ForeignRule rule;
  rule.title = text_of(map, "name");
  rule.name = rule.title;
  rule.id = text_of(map, "id");
  if (rule.id.empty()) rule.id = rule.name;
  if (rule.name.empty()) rule.name = rule.id;
  rule.pattern = text_of(map, "pattern");
  rule.min_entropy = number_of(map, "min_entropy");
  const auto references = texts_of(map, "references");
  if (!references.empty()) rule.reference = references[0];
  const auto categories = texts_of(map, "categories");
  const auto is = [&](const char* category) { return std::find(categories.begin(), categories.end(), category) != categories.end(); };
  rule.helper = text_of(map, "visible") == "false" || (is("identifier") && !is("secret"));
  rule.unsure = text_of(map, "confidence") == "low";
  note_if(map, "pattern_requirements", "widened: pattern_requirements left out", rule.notes);
  note_if(map, "depends_on_rule", "widened: depends_on_rule left out", rule.notes);
  return rule;
}

// A custom detector holds one pattern or several, which it reports together.
void add_detector(const YAML::Node& map, std::vector<ForeignRule>& rules) {
  const YAML::Node patterns = member(map, "regex");
  ForeignRule base;
  base.id = base.name = base.title = text_of(map, "name");
  base.min_entropy = number_of(map, "entropy");
  base.keywords = texts_of(map, "keywords");
  note_if(map, "exclude_words", "widened: exclude_words left out", base.notes);
  note_if(map, "exclude_regexes_match", "widened: exclude_regexes_match left out", base.notes);
  note_if(map, "exclude_regexes_capture", "widened: exclude_regexes_capture left out", base.notes);
  note_if(map, "validations", "widened: validations left out", base.notes);
  if (!patterns.IsDefined() || !patterns.IsMap() || patterns.size() == 0) return rules.push_back(std::move(base));
  if (patterns.size() > 1) base.notes.emplace_back("widened: its patterns need no longer match together");
  for (const auto& item : patterns) {
    if (!item.first.IsScalar() || !item.second.IsScalar()) continue;
    ForeignRule rule = base;
    if (patterns.size() > 1 || rule.id.empty()) {
      rule.id = rule.name = (base.id.empty() ? "" : base.id + "-") + item.first.Scalar();
    }
    rule.pattern = item.second.Scalar();
    rules.push_back(std::move(rule));
  }
}

// `read` sees each item of the list named `key`. The library's exceptions end here.
template <typename Read>
Result<ForeignRules> read_list(const ForeignFile& file, const char* key, Read read) {
  if (Status checked = check_foreign_text(file); !checked) return checked.error();
  ForeignRules out;
  try {
    const YAML::Node root = YAML::Load(file.text);
    const YAML::Node list = member(root, key);
    if (!list.IsDefined() || !list.IsSequence()) {
      return Error{"import.schema", file.name + ": There is no list '" + key + "'.", "Check that --from names the scanner that this file belongs to."};
    }
    for (const YAML::Node& item : list) read(item, out.rules);
  } catch (const YAML::Exception& error) {
    return foreign_syntax_error(file, error.mark.is_null() ? 1 : static_cast<size_t>(error.mark.line) + 1, "YAML");
  } catch (const std::exception&) {
    return foreign_syntax_error(file, 1, "YAML");
  }
  return out;
}

}  // namespace

Result<ForeignRules> read_rules_yaml(const ForeignFile& file) {
  return read_list(file, "rules", [](const YAML::Node& item, std::vector<ForeignRule>& rules) { rules.push_back(rule_of(item)); });
}

Result<ForeignRules> read_trufflehog(const ForeignFile& file) {
  const size_t first = file.text.find_first_not_of(" \t\r\n");
  if (first != std::string::npos && file.text[first] == '{') return read_pattern_map(file);
  return read_list(file, "detectors", add_detector);
}

}  // namespace redactd
