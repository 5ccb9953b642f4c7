// JSON lines: whatever the mask covers, what was JSON stays JSON; the validator does not care how the bytes come.
#include "client/shim/json_mask.h"

#include "client/shim/json_string.h"
#include "client/shim/json_validity.h"
#include "tests/fuzz/support.h"

using namespace redactd;

// First byte: where the mask begins; second: how many bytes it covers; the rest: the line.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 3 || size > 4096) return 0;
  std::string_view line = fuzz::as_text(data + 2, size - 2);
  shim::JsonValidity validity;
  for (char c : line) validity.feed(std::string_view(&c, 1));
  const bool json = shim::is_json(line);
  fuzz::require(json == validity.complete(), "the same in one piece and byte by byte");
  if (!json) return 0;
  const std::string covered(line.substr(data[0] % line.size(), 1 + data[1] % 16));
  auto mask = [&covered](std::string_view text) {
    std::string out(text);
    if (size_t at = out.find(covered); at != std::string::npos) out.replace(at, covered.size(), "[REDACTED_X]");
    return out;
  };
  const std::string masked = shim::mask_json(line, mask);
  fuzz::require(shim::is_json(masked), "JSON stays JSON");
  fuzz::require(!shim::is_strict_text(line) || shim::is_strict_text(masked), "what strict readers take stays so");
  fuzz::require(shim::rewrite_strings(line, [](std::string_view) { return std::nullopt; }) == line, "nothing changed, nothing lost");
  return 0;
}
