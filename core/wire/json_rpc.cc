#include "core/wire/json_rpc.h"

#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "core/base/limits.h"

namespace redactd::wire {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// A look at the brackets alone, before any value is built: a line of a million '[' costs one pass and no memory.
bool too_deep(std::string_view text) {
  size_t depth = 0;
  bool quoted = false;
  for (size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quoted) {
      if (c == '\\') ++at;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kMaxJsonDepth) return true;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return false;
}

// Two members of one name: readers disagree on which counts, so none does.
struct DuplicateWatch {
  std::vector<std::set<std::string>> names;
  bool found = false;

  bool operator()(int, json::parse_event_t event, json& value) {
    if (event == json::parse_event_t::object_start) names.emplace_back();
    if (event == json::parse_event_t::object_end && !names.empty()) names.pop_back();
    if (event == json::parse_event_t::key && !names.empty()) found |= !names.back().insert(value.get<std::string>()).second;
    return true;
  }
};

Error refuse(const char* code, const char* what) { return Error{code, what, "Send one JSON-RPC 2.0 request a line, see docs/protocol.md."}; }

std::string dump(const ordered_json& value) { return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace); }

std::string id_or_null(std::string_view id) { return id.empty() ? "null" : std::string(id); }

}  // namespace

Result<RpcRequest> parse_rpc_request(std::string_view line) {
  if (too_deep(line)) return refuse("rpc.too_deep", "The JSON is nested deeper than 64 levels.");
  DuplicateWatch watch;
  const json message = json::parse(line.begin(), line.end(), std::ref(watch), /*allow_exceptions=*/false);
  if (message.is_discarded()) return refuse("rpc.parse", "The line is no valid JSON.");
  if (watch.found) return refuse("rpc.duplicate_key", "An object of the JSON has two members of one name.");
  if (!message.is_object() || message.value("jsonrpc", json()) != json("2.0")) {
    return refuse("rpc.invalid_request", "The line is no JSON-RPC 2.0 request.");
  }
  const auto method = message.find("method");
  if (method == message.end() || !method->is_string()) return refuse("rpc.invalid_request", "The request has no method.");
  RpcRequest request;
  request.method = method->get<std::string>();
  if (const auto id = message.find("id"); id != message.end()) {
    if (!id->is_string() && !id->is_number() && !id->is_null()) return refuse("rpc.invalid_request", "The id is neither text nor a number.");
    request.id = id->dump();
  }
  request.params = "{}";
  if (const auto params = message.find("params"); params != message.end() && !params->is_null()) {
    if (params->is_array() && params->empty()) return request;
    if (!params->is_object()) return refuse("rpc.params_invalid", "params is no object.");
    request.params = params->dump();
  }
  return request;
}

std::string format_rpc_result(std::string_view id, std::string_view result_json) {
  return "{\"jsonrpc\":\"2.0\",\"id\":" + id_or_null(id) + ",\"result\":" + std::string(result_json) + "}\n";
}

std::string format_rpc_notification(std::string_view method, std::string_view params_json) {
  return "{\"jsonrpc\":\"2.0\",\"method\":" + dump(ordered_json(method)) + ",\"params\":" + std::string(params_json) + "}\n";
}

std::string format_rpc_error(std::string_view id, const Error& error, std::string_view more_data_json) {
  ordered_json data = {{"code", error.code}, {"what", error.what}, {"hint", error.hint}};
  if (!more_data_json.empty()) data.update(ordered_json::parse(more_data_json, nullptr, false));
  const ordered_json body = {{"code", rpc_number(error.code)}, {"message", error.what}, {"data", std::move(data)}};
  return "{\"jsonrpc\":\"2.0\",\"id\":" + id_or_null(id) + ",\"error\":" + dump(body) + "}\n";
}

int rpc_number(std::string_view dotted_code) {
  if (dotted_code == "rpc.parse" || dotted_code == "rpc.too_deep" || dotted_code == "rpc.duplicate_key") return -32700;
  if (dotted_code == "rpc.invalid_request" || dotted_code == "rpc.line_too_long") return -32600;
  if (dotted_code == "control.unknown_method") return -32601;
  if (dotted_code == "rpc.params_invalid") return -32602;
  return -32000;
}

}  // namespace redactd::wire
