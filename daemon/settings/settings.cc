#include "daemon/settings/settings.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace redactd::daemon {
namespace {

using nlohmann::json;

// Reads members of one object and keeps every fault, so that one run tells all of them.
class Reader {
 public:
  Reader(const json& object, std::string pointer, std::vector<SettingsFault>& faults)
      : object_(object), pointer_(std::move(pointer)), faults_(faults) {}

  void text(const char* key, std::string& out, const std::function<bool(const std::string&)>& fits, const char* wanted) {
    const json* value = find(key);
    if (value == nullptr) return;
    if (!value->is_string() || !fits(value->get<std::string>())) return fault(key, "config.value_invalid", wanted);
    out = value->get<std::string>();
  }

  void number(const char* key, uint64_t& out, uint64_t least, uint64_t most) {
    const json* value = find(key);
    if (value == nullptr) return;
    if (!value->is_number_unsigned() || value->get<uint64_t>() < least || value->get<uint64_t>() > most) {
      return fault(key, "config.value_invalid",
                   "It must be a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ".");
    }
    out = value->get<uint64_t>();
  }

  const json* find(const char* key) {
    known_.insert(key);
    const auto found = object_.find(key);
    return found == object_.end() ? nullptr : &*found;
  }

  void fault(const std::string& key, const char* code, std::string what) {
    faults_.push_back({pointer_ + "/" + key, code, std::move(what), "See docs/protocol.md, \"Configuration\"."});
  }

  // Called last: a misspelt key must not pass for a default.
  void refuse_unknown() {
    for (const auto& [key, value] : object_.items()) {
      if (known_.count(key) == 0) fault(key, "config.key_unknown", "There is no such setting.");
    }
  }

 private:
  const json& object_;
  std::string pointer_;
  std::vector<SettingsFault>& faults_;
  std::set<std::string> known_;
};

bool not_empty(const std::string& text) { return !text.empty(); }

bool is_safe_path(const std::string& path) {
  return !path.empty() && path.find("..") == std::string::npos && path.back() != '/' && path.find('\0') == std::string::npos;
}

void read_sink(const json& value, const std::string& pointer, SinkSettings& sink, std::vector<SettingsFault>& faults) {
  if (!value.is_object()) {
    faults.push_back({pointer, "config.value_invalid", "A sink is an object.", ""});
    return;
  }
  Reader reader(value, pointer, faults);
  reader.text("type", sink.type, [](const std::string& t) { return t == "file"; }, "The only type of sink is file.");
  reader.text("path", sink.path, is_safe_path, "It must be a path to a file without \"..\".");
  reader.text("format", sink.format, [](const std::string& t) { return t == "jsonl" || t == "text"; }, "It must be jsonl or text.");
  reader.number("sync_ms", sink.sync_ms, 1, 60'000);
  reader.number("rotate_bytes", sink.rotate_bytes, 0, 1ULL << 50);
  reader.refuse_unknown();
}

void read_sinks(Reader& reader, Settings& settings, std::vector<SettingsFault>& faults) {
  const json* sinks = reader.find("sinks");
  if (sinks == nullptr) return;
  if (!sinks->is_array() || sinks->empty()) return reader.fault("sinks", "config.value_invalid", "It must be a list of at least one sink.");
  settings.sinks.assign(sinks->size(), {});
  std::set<std::string> paths;
  for (size_t i = 0; i < sinks->size(); ++i) {
    const std::string pointer = "/sinks/" + std::to_string(i);
    read_sink((*sinks)[i], pointer, settings.sinks[i], faults);
    if (!paths.insert(settings.sinks[i].path).second) {
      faults.push_back({pointer + "/path", "config.value_invalid", "Two sinks have one path.", "Give each its own."});
    }
  }
  const bool has_jsonl = std::any_of(settings.sinks.begin(), settings.sinks.end(), [](const auto& sink) { return sink.format == "jsonl"; });
  if (!has_jsonl) reader.fault("sinks", "config.value_invalid", "One sink must be of format jsonl: it keeps the sequence numbers.");
}

void read_rules_dirs(Reader& reader, Settings& settings) {
  const json* dirs = reader.find("rules_dirs");
  if (dirs == nullptr) return;
  const bool texts = dirs->is_array() && std::all_of(dirs->begin(), dirs->end(), [](const json& dir) { return dir.is_string(); });
  if (!texts) return reader.fault("rules_dirs", "config.value_invalid", "It must be a list of paths.");
  settings.rules_dirs = dirs->get<std::vector<std::string>>();
}

}  // namespace

std::string SettingsFault::message() const { return (pointer.empty() ? "/" : pointer) + ": " + code + ": " + what + (hint.empty() ? "" : " " + hint); }

bool is_log_level(std::string_view text) { return text == "debug" || text == "info" || text == "warn" || text == "error"; }

ParsedSettings parse_settings(std::string_view text) {
  ParsedSettings parsed;
  const json root = json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false, /*ignore_comments=*/true);
  if (!root.is_object()) {
    parsed.faults.push_back({"", "config.json_invalid", "The file is no JSON object.", "Check commas, quotes and brackets."});
    return parsed;
  }
  Settings& settings = parsed.settings;
  Reader reader(root, "", parsed.faults);
  read_sinks(reader, settings, parsed.faults);
  read_rules_dirs(reader, settings);
  reader.text("log_level", settings.log_level, [](const std::string& t) { return is_log_level(t); }, "It must be debug, info, warn or error.");
  reader.text("socket_group", settings.socket_group, not_empty, "It must be the name of a group.");
  reader.text("ops_group", settings.ops_group, not_empty, "It must be the name of a group.");
  reader.number("max_connections_per_uid", settings.max_connections_per_uid, 1, 1'000'000);
  reader.number("drain_ms", settings.drain_ms, 0, 600'000);
  reader.refuse_unknown();
  return parsed;
}

}  // namespace redactd::daemon
