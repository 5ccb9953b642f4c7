// Capture protocol headers: any line parses or is refused, and what parses survives being written and read again.
#include "core/wire/capture.h"

#include "tests/fuzz/support.h"

namespace {

using namespace redactd;

void request(std::string_view line) {
  const auto header = wire::parse_request_header(line);
  if (!header) return;
  std::string written = wire::format_request_header(*header);
  if (!written.empty() && written.back() == '\n') written.pop_back();
  const auto again = wire::parse_request_header(written);
  fuzz::require(again.ok(), "a written request header parses");
  fuzz::require(again->verb == header->verb && again->length == header->length && again->keys == header->keys,
                "a request header survives writing");
}

void reply(std::string_view line) {
  const auto header = wire::parse_reply_header(line);
  if (!header) return;
  std::string written = wire::format_reply_header(*header);
  if (!written.empty() && written.back() == '\n') written.pop_back();
  const auto again = wire::parse_reply_header(written);
  fuzz::require(again.ok(), "a written reply header parses");
  fuzz::require(again->ok == header->ok && again->length == header->length && again->keys == header->keys,
                "a reply header survives writing");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  request(fuzz::as_text(data, size));
  reply(fuzz::as_text(data, size));
  return 0;
}
