#include "daemon/control/gram_pattern.h"

#include <map>
#include <vector>

#include "core/base/bytes.h"

namespace redactd::daemon {
namespace {

std::string escaped(char c) { return is_word(c) ? std::string(1, c) : "\\x" + hex_encode(std::string_view(&c, 1)); }

std::string one_of(const std::vector<char>& bytes) {
  if (bytes.size() == 1) return escaped(bytes[0]);
  std::string text = "[";
  for (size_t i = 0; i < bytes.size(); ++i) {
    size_t last = i;
    while (last + 1 < bytes.size() && bytes[last + 1] == bytes[last] + 1) ++last;
    text += escaped(bytes[i]);
    if (last > i + 1) text += '-';
    if (last > i) text += escaped(bytes[last]);
    i = last;
  }
  return text + "]";
}

}  // namespace

std::string alternatives(const std::set<std::string>& literals) {
  if (literals.contains("")) return "";  // what goes on behind a literal that is whole here makes no difference
  std::map<char, std::set<std::string>> tails;
  for (const std::string& literal : literals) tails[literal[0]].insert(literal.substr(1));
  std::map<std::string, std::vector<char>> heads;  // by the pattern of what follows
  for (const auto& [head, rest] : tails) heads[alternatives(rest)].push_back(head);
  std::string text;
  for (const auto& [rest, bytes] : heads) text += (text.empty() ? "" : "|") + one_of(bytes) + rest;
  return heads.size() == 1 ? text : "(?:" + text + ")";
}

}  // namespace redactd::daemon
