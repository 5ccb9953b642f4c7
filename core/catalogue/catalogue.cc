#include "core/catalogue/catalogue.h"

#include <map>
#include <nlohmann/json.hpp>

#include "core/base/bytes.h"
#include "core/base/limits.h"
#include "core/catalogue/json_outline.h"
#include "core/catalogue/rule_check.h"
#include "core/catalogue/rule_fields.h"

namespace redactd {
namespace {

using nlohmann::json;

constexpr int kSchema = 1;

// "10-cloud.json" -> "cloud".
std::string family_of(std::string_view name) {
  if (const size_t slash = name.rfind('/'); slash != std::string_view::npos) name.remove_prefix(slash + 1);
  if (name.ends_with(".json")) name.remove_suffix(5);
  size_t digits = 0;
  while (digits < name.size() && is_digit(name[digits])) ++digits;
  if (digits > 0 && digits < name.size() && name[digits] == '-') name.remove_prefix(digits + 1);
  return std::string(name);
}

// Reads one file; `seen` are the ids of all files so far and where they stand.
class FileReader {
 public:
  FileReader(const RuleFile& file, std::map<std::string, std::string>& seen, Catalogue& out)
      : file_(file), outline_(std::string_view(file.text).substr(0, kMaxRuleFileBytes), kMaxJsonDepth), seen_(seen), out_(out) {}

  void read() {
    if (file_.text.size() > kMaxRuleFileBytes) return fault("", "rules.file.too_large", "The file has more than 8 MiB.", "Split it.");
    if (outline_.too_deep()) return fault("", "rules.file.too_deep", "The file is nested too deeply.", "A rule file needs five levels.");
    json root;
    try {
      root = json::parse(file_.text);
    } catch (const json::parse_error& error) {
      const int line = outline_.line_at(error.byte == 0 ? 0 : error.byte - 1);
      out_.faults.push_back({file_.name, line, "", "rules.file.syntax", "This is no JSON (at byte " + std::to_string(error.byte) + ").",
                             "Look for a missing comma, quote or bracket before it."});
      return;
    } catch (const json::exception&) {  // a number beyond what a double holds
      return fault("", "rules.file.syntax", "A number in this file is out of range.", "Write numbers that fit into 53 bits.");
    }
    for (const std::string& pointer : outline_.duplicates()) {
      fault(pointer, "rules.key.duplicate", "This key stands twice in its object.", "Only one of them would count: remove the other.");
    }
    if (!head(root)) return;
    std::vector<RuleSpec> rules;
    for (size_t i = 0; i < root["rules"].size(); ++i) rule("/rules/" + std::to_string(i), rules);
    if (faults_ > 0) return;
    for (RuleSpec& spec : rules) out_.rules.push_back(std::move(spec));
  }

 private:
  void fault(const std::string& pointer, const std::string& code, const std::string& what, const std::string& hint) {
    out_.faults.push_back({file_.name, outline_.line_of(pointer), pointer, code, what, hint});
    ++faults_;
  }

  bool head(const json& root) {
    if (!root.is_object()) {
      fault("", "rules.file.schema", "The file must hold one object.", "Write {\"schema\": 1, \"rules\": [...]}.");
      return false;
    }
    for (const auto& [name, value] : root.items()) {
      if (name != "schema" && name != "rules" && name != "comment" && name != "$schema") {
        fault("/" + name, "rules.key.unknown", "A rule file has no key '" + name.substr(0, 40) + "'.", "It has 'schema' and 'rules'.");
      }
    }
    if (!root.contains("schema") || root["schema"] != kSchema) {
      fault("/schema", "rules.file.schema", "The file's schema is not 1.", "Write \"schema\": 1.");
    }
    if (!root.contains("rules") || !root["rules"].is_array()) {
      fault("/rules", "rules.file.schema", "The file has no list 'rules'.", "Write \"rules\": [...].");
      return false;
    }
    return true;
  }

  void rule(const std::string& pointer, std::vector<RuleSpec>& rules) {
    RuleSpec spec;
    spec.family = family_of(file_.name);
    std::vector<FieldFault> faults;
    read_rule(outline_.value_at(pointer), spec, faults);
    // What could not be read would only be reported a second time as empty.
    if (faults.empty()) check_rule(spec, faults);
    for (const FieldFault& f : faults) fault(pointer + f.pointer, f.code, f.what, f.hint);
    if (!spec.id.empty()) {
      const auto [where, is_new] = seen_.emplace(spec.id, file_.name + ":" + std::to_string(outline_.line_of(pointer)));
      if (!is_new) {
        fault(pointer + "/id", "rules.id.duplicate", "Another rule has this id (" + where->second + ").", "Ids are unique over all files.");
      }
    }
    rules.push_back(std::move(spec));
  }

  const RuleFile& file_;
  JsonOutline outline_;
  std::map<std::string, std::string>& seen_;
  Catalogue& out_;
  size_t faults_ = 0;
};

}  // namespace

std::string Fault::message() const {
  std::string out = file;
  if (line > 0) out += ":" + std::to_string(line);
  if (!pointer.empty()) out += " " + pointer;
  out += ": " + code + ": " + what;
  if (!hint.empty()) out += " " + hint;
  return out;
}

Catalogue parse_rule_files(const std::vector<RuleFile>& files) {
  Catalogue out;
  std::map<std::string, std::string> seen;
  for (const RuleFile& file : files) FileReader(file, seen, out).read();
  return out;
}

}  // namespace redactd
