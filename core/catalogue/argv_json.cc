#include "core/catalogue/argv_json.h"

#include <nlohmann/json.hpp>

#include "core/base/limits.h"

namespace redactd {
namespace {

using Json = nlohmann::json;

constexpr size_t kShortestAnchorBytes = 4;

// Reads members of one object and notes everything that is not as it should be.
class Reader {
 public:
  Reader(const Json& object, std::string pointer, std::vector<std::string>& errors)
      : object_(object), pointer_(std::move(pointer)), errors_(errors) {}

  std::string text(const char* key) {
    const auto member = object_.find(key);
    if (member == object_.end()) return {};
    if (!member->is_string()) return fault(key, "is not a string"), std::string();
    return member->get<std::string>();
  }

  bool flag(const char* key) {
    const auto member = object_.find(key);
    if (member == object_.end()) return false;
    if (!member->is_boolean()) return fault(key, "is not true or false"), false;
    return member->get<bool>();
  }

  int number(const char* key) {
    const auto member = object_.find(key);
    if (member == object_.end()) return 0;
    if (!member->is_number_integer() || *member < -1 || *member > 16) return fault(key, "is not a number from -1 to 16"), 0;
    return member->get<int>();
  }

  // A list of strings; one string stands for a list of one.
  std::vector<std::string> list(const char* key) {
    const auto member = object_.find(key);
    if (member == object_.end()) return {};
    if (member->is_string()) return {member->get<std::string>()};
    std::vector<std::string> values;
    if (!member->is_array()) return fault(key, "is not a list of strings"), values;
    for (const Json& item : *member) {
      if (!item.is_string() || item.get_ref<const std::string&>().empty()) {
        fault(key, "holds something that is not a non-empty string");
        continue;
      }
      values.push_back(item.get<std::string>());
    }
    return values;
  }

  void only(std::initializer_list<std::string_view> known) {
    for (const auto& [key, value] : object_.items()) {
      bool found = false;
      for (std::string_view name : known) found = found || name == key;
      if (!found) fault(key.c_str(), "is no key of this object");
    }
  }

  void fault(const std::string& key, const char* what) {
    errors_.push_back(pointer_ + "/" + key + ": " + what);
  }

 private:
  const Json& object_;
  std::string pointer_;
  std::vector<std::string>& errors_;
};

FlagValue read_value(Reader& reader) {
  const std::string value = reader.text("value");
  if (value == "attached") return FlagValue::kAttached;
  if (value == "next") return FlagValue::kNext;
  if (!value.empty() && value != "either") reader.fault("value", "is none of attached, next, either");
  return FlagValue::kEither;
}

void read_flags(const Json& items, ArgvSpec& spec, std::vector<std::string>& errors) {
  for (size_t i = 0; i < items.size(); ++i) {
    const std::string at = "/flags/" + std::to_string(i);
    if (!items[i].is_object()) {
      errors.push_back(at + ": is not an object");
      continue;
    }
    Reader reader(items[i], at, errors);
    reader.only({"flag", "value", "after", "until", "subcommands", "needs_flags"});
    ArgvFlag flag;
    flag.value = read_value(reader);
    flag.after = reader.text("after");
    flag.until = reader.text("until");
    flag.subcommands = reader.list("subcommands");
    flag.needs_flags = reader.list("needs_flags");
    const std::vector<std::string> names = reader.list("flag");
    if (names.empty()) reader.fault("flag", "is missing");
    for (const std::string& name : names) {
      if (name.size() < 2) reader.fault("flag", "is shorter than 2 bytes");
      flag.flag = name;
      spec.flags.push_back(flag);
    }
  }
}

void read_operands(const Json& items, ArgvSpec& spec, std::vector<std::string>& errors) {
  for (size_t i = 0; i < items.size(); ++i) {
    const std::string at = "/operands/" + std::to_string(i);
    if (!items[i].is_object()) {
      errors.push_back(at + ": is not an object");
      continue;
    }
    Reader reader(items[i], at, errors);
    reader.only({"subcommands", "index", "after", "until", "needs_flags"});
    ArgvOperand operand;
    operand.subcommands = reader.list("subcommands");
    operand.index = reader.number("index");
    operand.after = reader.text("after");
    operand.until = reader.text("until");
    operand.needs_flags = reader.list("needs_flags");
    spec.operands.push_back(std::move(operand));
  }
}

// A tool whose name is shorter than an anchor needs anchors of its own, or the engine would never look at its lines.
void check_anchors(const ArgvSpec& spec, std::vector<std::string>& errors) {
  const auto complain = [&](const char* pointer, const char* what) {
    errors.push_back(std::string(pointer) + ": " + what + "; give \"anchors\", literals of 4 to 24 bytes that such lines hold");
  };
  const bool any_tool = spec.tools.size() == 1 && spec.tools[0] == "*";
  for (const std::string& name : spec.env)
    if (name.size() < kShortestAnchorBytes) complain("/env", "a variable's name is shorter than 4 bytes");
  for (const std::string& anchor : spec.anchors)
    if (anchor.size() < kShortestAnchorBytes || anchor.size() > kMaxAnchorBytes) complain("/anchors", "an anchor is not 4 to 24 bytes long");
  if (!spec.anchors.empty()) return;
  for (const std::string& tool : spec.tools)
    if (!any_tool && tool.size() < kShortestAnchorBytes) complain("/tools", "a tool's name is too short to be searched for");
  for (const ArgvFlag& flag : spec.flags)
    if (any_tool && flag.flag.size() < kShortestAnchorBytes) complain("/flags", "a flag of any tool is too short to be searched for");
}

}  // namespace

const std::vector<std::string_view>& argv_keys() {
  static const std::vector<std::string_view> keys = {"tools", "flags", "operands", "env", "env_after", "stdin", "stdin_flags",
                                                     "stdin_subcommands", "stdin_after", "bundled", "takes_value", "wraps",
                                                     "anchors"};
  return keys;
}

void parse_argv_fields(std::string_view rule_json, ArgvSpec& out, std::vector<std::string>& errors) {
  const Json rule = Json::parse(rule_json, nullptr, /*allow_exceptions=*/false);
  if (!rule.is_object()) {
    errors.push_back(": is not a JSON object");
    return;
  }
  Reader reader(rule, "", errors);
  out.tools = reader.list("tools");
  out.env = reader.list("env");
  out.env_after = reader.text("env_after");
  out.reads_stdin = reader.flag("stdin");
  out.stdin_flags = reader.list("stdin_flags");
  out.stdin_subcommands = reader.list("stdin_subcommands");
  out.stdin_after = reader.text("stdin_after");
  out.bundled = reader.text("bundled");
  out.takes_value = reader.list("takes_value");
  out.wraps = reader.flag("wraps");
  out.anchors = reader.list("anchors");
  if (const auto flags = rule.find("flags"); flags != rule.end()) {
    if (flags->is_array()) read_flags(*flags, out, errors);
    else reader.fault("flags", "is not a list");
  }
  if (const auto operands = rule.find("operands"); operands != rule.end()) {
    if (operands->is_array()) read_operands(*operands, out, errors);
    else reader.fault("operands", "is not a list");
  }
  if (out.flags.empty() && out.operands.empty() && out.env.empty() && !out.reads_stdin)
    errors.push_back(": names no flag, operand, variable or standard input");
  if (out.tools.empty() && (!out.flags.empty() || !out.operands.empty() || out.reads_stdin))
    errors.push_back("/tools: names no tool; [\"*\"] means any");
  check_anchors(out, errors);
}

}  // namespace redactd
