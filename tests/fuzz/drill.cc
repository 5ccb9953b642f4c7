// The drill's search: lengths stay, all outside the matches stays, the value is gone, and pieces give what the whole gives.
#include <cstring>

#include "tests/fuzz/support.h"
#include "tests/support/drill.h"

namespace redactd::fuzz {
namespace {

bool same(const std::vector<drill::Match>& a, const std::vector<drill::Match>& b) {
  const auto equal = [](const drill::Match& x, const drill::Match& y) {
    return x.begin == y.begin && x.end == y.end && x.form == y.form && x.rank == y.rank && x.chars == y.chars && x.parts.size() == y.parts.size();
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), equal);
}

void check(const std::string& value, const std::string& text, size_t public_prefix, size_t piece) {
  test::ValueSearch search(value, {.public_prefix = public_prefix});
  const auto matches = search.find(text);
  require(same(matches, search.find(text, piece)), "pieces give what the whole gives");
  std::string masked = search.masked(text);
  require(masked.size() == text.size(), "lengths stay");
  size_t at = 0;
  for (const drill::Match& match : matches) {
    require(match.begin >= at && match.end > match.begin && match.end <= text.size(), "matches are sorted and apart");
    require(masked.compare(at, match.begin - at, text, at, match.begin - at) == 0, "what stands between matches stays");
    at = match.end;
  }
  require(masked.compare(at, masked.npos, text, at) == 0, "what stands behind the last match stays");
  // A mask is made of these; a value of them alone may be found in it.
  if (value.find_first_not_of("[REDACTED_SECRET]*") >= 4 || public_prefix > 0) return;
  require(masked.find(value) == masked.npos, "the value is gone");
}

}  // namespace
}  // namespace redactd::fuzz

// Byte 0: length of the value; byte 1: of its public prefix; byte 2: of the pieces. Then the value, then the text; in the text
// 0xff stands for the value, 0xfe for its base64, 0xfd for its first half.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace redactd;
  if (size < 12) return 0;
  const size_t length = 8 + data[0] % 57;
  if (size < 3 + length) return 0;
  const std::string value(fuzz::as_text(data + 3, length));
  if (!drill::check_value(SecretView(value)).ok()) return 0;
  std::string text;
  for (size_t i = 3 + length; i < size; ++i) {
    if (data[i] == 0xff) text += value;
    else if (data[i] == 0xfe) text += test::base64(value);
    else if (data[i] == 0xfd) text += value.substr(0, length / 2);
    else text += static_cast<char>(data[i]);
  }
  fuzz::check(value, text, data[1] % 5, 1 + data[2]);
  return 0;
}
