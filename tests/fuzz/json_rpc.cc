// Control requests: any line parses or is refused with a code, and the answer to it is one whole JSON line.
#include "core/wire/json_rpc.h"

#include <nlohmann/json.hpp>

#include "tests/fuzz/support.h"

namespace {

using namespace redactd;

void one_line_of_json(const std::string& line) {
  fuzz::require(!line.empty() && line.find('\n') == line.size() - 1, "an answer is one line");
  fuzz::require(nlohmann::json::accept(line), "an answer is JSON");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto request = wire::parse_rpc_request(fuzz::as_text(data, size));
  if (!request) {
    fuzz::require(wire::rpc_number(request.error().code) < 0, "a refusal has a number");
    one_line_of_json(wire::format_rpc_error("", request.error()));
    return 0;
  }
  fuzz::require(nlohmann::json::parse(request->params).is_object(), "parameters are an object");
  if (!request->id.empty()) {
    one_line_of_json(wire::format_rpc_result(request->id, request->params));
    one_line_of_json(wire::format_rpc_error(request->id, Error{"control.unknown_method", "No such method.", ""}, request->params));
  }
  return 0;
}
