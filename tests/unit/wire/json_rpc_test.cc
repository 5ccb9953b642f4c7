#include "core/wire/json_rpc.h"

#include <doctest.h>

using namespace redactd;
using namespace redactd::wire;

TEST_CASE("a request") {
  const auto request = parse_rpc_request(R"({"jsonrpc":"2.0","id":"a","method":"m","params":{"x":[1]}})");
  REQUIRE(request.ok());
  CHECK(request->method == "m");
  CHECK(request->id == "\"a\"");
  CHECK(request->params == R"({"x":[1]})");
  CHECK(parse_rpc_request(R"({"jsonrpc":"2.0","method":"m"})")->id.empty());
}

TEST_CASE("refusals have their code and quote nothing") {
  const auto code = [](std::string_view line) {
    const auto request = parse_rpc_request(line);
    REQUIRE_FALSE(request.ok());
    CHECK(request.error().message().find("SECRET") == std::string::npos);
    return request.error().code;
  };
  CHECK(code("SECRET") == "rpc.parse");
  CHECK(code("{\"SECRET\":\xff}") == "rpc.parse");
  CHECK(code("[1e999]") == "rpc.parse");
  CHECK(code(std::string(100, '[')) == "rpc.too_deep");
  CHECK(code(R"({"SECRET":1,"SECRET":2})") == "rpc.duplicate_key");
  CHECK(code(R"({"a":{"b":1,"b":2}})") == "rpc.duplicate_key");
  CHECK(code(R"([{"jsonrpc":"2.0"}])") == "rpc.invalid_request");
  CHECK(code(R"({"jsonrpc":"1.0","method":"SECRET"})") == "rpc.invalid_request");
  CHECK(code(R"({"jsonrpc":"2.0","method":"m","params":"SECRET"})") == "rpc.params_invalid");
}

TEST_CASE("brackets inside text are no depth, and one name in two objects is no duplicate") {
  CHECK(parse_rpc_request(R"({"jsonrpc":"2.0","method":"m","params":{"a":")" + std::string(500, '[') + R"(","b":{"a":1}}})").ok());
}

TEST_CASE("answers") {
  CHECK(format_rpc_result("7", "{}") == "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}\n");
  const std::string error = format_rpc_error({}, Error{"a.b", "What.", "Do."}, R"({"list":[1]})");
  CHECK(error == "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32000,\"message\":\"What.\","
                 "\"data\":{\"code\":\"a.b\",\"what\":\"What.\",\"hint\":\"Do.\",\"list\":[1]}}}\n");
}
