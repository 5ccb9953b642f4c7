// JSON-RPC 2.0, one message a line (docs/protocol.md). JSON passes as text, so that no header needs the library.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace redactd::wire {

struct RpcRequest {
  std::string method;
  std::string params;  // a JSON object as text; "{}" where none was given
  std::string id;      // a JSON string or number as text; empty: a notification, which gets no answer
};

// Errors: rpc.parse (no JSON, invalid UTF-8, a number out of range), rpc.too_deep, rpc.duplicate_key, rpc.invalid_request,
// rpc.params_invalid. Nothing of the text is quoted. Memory is bounded by the length of `line` and kMaxJsonDepth.
Result<RpcRequest> parse_rpc_request(std::string_view line);

// Lines with their newline. `result_json` and `data_json` are JSON texts; `id` as in RpcRequest, empty: null.
std::string format_rpc_result(std::string_view id, std::string_view result_json);
std::string format_rpc_notification(std::string_view method, std::string_view params_json);
// {"code": number, "message": what, "data": {"code": dotted, "what", "hint", ...}}; `more_data_json` (an object or empty)
// is merged into data.
std::string format_rpc_error(std::string_view id, const Error& error, std::string_view more_data_json = {});

// The number that stands for a dotted code: -32700 rpc.parse, -32600, -32601 control.unknown_method, -32602, else -32000.
int rpc_number(std::string_view dotted_code);

}  // namespace redactd::wire
