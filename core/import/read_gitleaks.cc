// The parser asserts what some broken files do not keep ("[/"), and without assertions takes it for granted: here such a file
// ends as every other with a wrong syntax, in all builds.
[[noreturn]] static void stop_parsing() { throw 0; }
#undef NDEBUG
#define TOML_ASSERT(expr) (static_cast<bool>(expr) ? void() : stop_parsing())
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include "core/import/foreign.h"

namespace redactd {
namespace {

std::string text_of(const toml::table& table, std::string_view key) { return table[key].value_or(std::string()); }

std::vector<std::string> texts_of(const toml::table& table, std::string_view key) {
  std::vector<std::string> texts;
  if (const toml::array* list = table[key].as_array()) {
    for (const toml::node& item : *list) {
      if (const auto text = item.value<std::string>()) texts.push_back(*text);
    }
  }
  return texts;
}

bool holds_list(const toml::table& table, std::string_view key) {
  const toml::array* list = table[key].as_array();
  return list != nullptr && !list->empty();
}

// What an allow-list would have let through; `allowlist` is the older form, one table instead of a list of them.
void note_allow_lists(const toml::table& rule, std::vector<std::string>& notes) {
  bool words = false, lists = false;
  const auto look = [&](const toml::table& list) {
    words = words || holds_list(list, "stopwords");
    lists = lists || holds_list(list, "regexes") || holds_list(list, "paths") || holds_list(list, "commits");
  };
  if (const toml::table* one = rule["allowlist"].as_table()) look(*one);
  if (const toml::array* many = rule["allowlists"].as_array()) {
    for (const toml::node& item : *many) {
      if (const toml::table* one = item.as_table()) look(*one);
    }
  }
  if (lists) notes.emplace_back("widened: allow-list left out");
  if (words) notes.emplace_back("widened: stop words left out");
}

ForeignRule rule_of(const toml::table& table) {
  ForeignRule rule;
  rule.title = text_of(table, "description");
  rule.id = text_of(table, "id");
  if (rule.id.empty()) rule.id = rule.title;  // before version 8
  rule.name = rule.id;
  rule.pattern = text_of(table, "regex");
  rule.secret_group = static_cast<int>(table["secretGroup"].value_or(int64_t{0}) & 0xffff);
  rule.min_entropy = table["entropy"].value_or(0.0);
  rule.keywords = texts_of(table, "keywords");
  rule.helper = table["skipReport"].value_or(false);
  note_allow_lists(table, rule.notes);
  if (!text_of(table, "path").empty() && !rule.pattern.empty()) rule.notes.emplace_back("widened: path left out");
  if (holds_list(table, "required")) rule.notes.emplace_back("widened: required rules left out");
  return rule;
}

}  // namespace

Result<ForeignRules> read_gitleaks(const ForeignFile& file) {
  if (Status checked = check_foreign_text(file); !checked) return checked.error();
  toml::parse_result parsed;
  try {
    parsed = toml::parse(std::string_view(file.text));
  } catch (...) {  // the assertion above, or no memory
    return foreign_syntax_error(file, 1, "TOML");
  }
  if (!parsed) return foreign_syntax_error(file, parsed.error().source().begin.line, "TOML");
  const toml::table& root = parsed.table();
  ForeignRules out;
  if (root.contains("allowlist") || root.contains("allowlists")) {
    out.notes.push_back(file.name + ": widened: the allow-list of the whole file is left out");
  }
  if (root.contains("extend")) out.notes.push_back(file.name + ": the rules that it extends are not read, only its own");
  const toml::array* rules = root["rules"].as_array();
  if (rules == nullptr) return Error{"import.schema", file.name + ": There is no list of tables 'rules'.", "A gitleaks file has [[rules]]."};
  for (const toml::node& item : *rules) {
    if (const toml::table* table = item.as_table()) out.rules.push_back(rule_of(*table));
  }
  return out;
}

}  // namespace redactd
