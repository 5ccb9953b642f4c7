#include "core/catalogue/catalogue.h"
#include "core/catalogue/regex/tree.h"

namespace redactd {
namespace {

constexpr std::string_view kOpen = "{{gen:";

// FNV-1a: the same pattern must give the same bytes in every build.
uint64_t seed_of(std::string_view text) {
  uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash;
}

// The "}}" that ends the generator: of three braces the first belongs to the pattern ("{48}}}").
size_t closing(std::string_view text, size_t from) {
  size_t at = text.find("}}", from);
  while (at != std::string_view::npos && at + 2 < text.size() && text[at + 2] == '}') ++at;
  return at;
}

}  // namespace

std::string expand_example(std::string_view example) {
  std::string out;
  size_t at = 0;
  for (;;) {
    const size_t open = example.find(kOpen, at);
    const size_t close = open == std::string_view::npos ? open : closing(example, open + kOpen.size());
    if (close == std::string_view::npos) break;
    out += example.substr(at, open - at);
    const std::string_view pattern = example.substr(open + kOpen.size(), close - open - kOpen.size());
    if (const auto tree = parse_regex(pattern)) {
      ExampleRandom random(seed_of(pattern));
      out += generate_match(*tree, random);
    } else {
      out += example.substr(open, close + 2 - open);  // stays as written: the check that follows will say so
    }
    at = close + 2;
  }
  return out += example.substr(at);
}

}  // namespace redactd
