#include <algorithm>
#include <array>

#include "core/base/bytes.h"
#include "core/engine/argv/match.h"
#include "core/engine/argv/value.h"

namespace redactd::argv {
namespace {

using std::string_view;

// Without a tool that says what a flag means, its name says how much its value has to look like a secret.
Demand demand_of(const std::string& flag) {
  return lowercase(flag).find("pass") != std::string::npos ? Demand::kPassword : Demand::kSecret;
}

// The anchor of such a rule is the flag itself, so the text must hold it as it is (not --pa"ss"word).
bool spelled(const CommandLine& line, const Word& word, string_view flag) {
  return line.plain(word) || line.raw(word).find(flag) != string_view::npos;
}

// --no-password, --ask-password: a switch, whose next word is no value.
bool is_switch(string_view flag) {
  constexpr std::array<string_view, 25> kVerbs = {"no", "disabled", "enabled", "empty", "ask", "prompt", "skip", "with", "without", "use", "disable", "enable", "random", "generate",
                                                  "reset", "change", "show", "ignore", "allow", "force", "list", "print", "get", "hide", "save"};
  while (flag.starts_with("-")) flag.remove_prefix(1);
  return std::any_of(kVerbs.begin(), kVerbs.end(), [&](string_view verb) {
    return flag.size() > verb.size() && flag.starts_with(verb) && (flag[verb.size()] == '-' || flag[verb.size()] == '_');
  });
}

bool take_flag(const CommandLine& line, size_t i, size_t last, const Flag& flag, size_t equals, const Entry& entry, std::vector<ArgvSpan>& out) {
  const Word& word = line.words()[i];
  const Demand demand = demand_of(flag.data->flag);
  if (equals != string_view::npos) return take_value(line, {&word, equals + 1, flag.data->after, flag.data->until, demand}, entry.rule, out);
  if (flag.data->value == FlagValue::kAttached || i + 1 >= last || !line.words()[i + 1].adjacent || is_switch(word.bytes)) return false;
  const Word& next = line.words()[i + 1];
  if (next.bytes.starts_with("-") && line.plain(next)) return false;
  return take_value(line, {&next, 0, flag.data->after, flag.data->until, demand}, entry.rule, out);
}

// `begin`: where the flag begins in the word, behind MAVEN_OPTS=.
void match_word(const CommandLine& line, size_t i, size_t last, size_t begin, const Entry& entry, std::vector<ArgvSpan>& out) {
  const Word& word = line.words()[i];
  const size_t equals = word.bytes.find('=', begin);
  const string_view name = word.bytes.substr(begin, std::min(equals, word.bytes.size()) - begin);
  if (name.size() > kMaxBareFlagBytes) return;
  if (const auto found = entry.exact.find(name); found != entry.exact.end() && spelled(line, word, name)) {
    for (const Flag& flag : found->second) take_flag(line, i, last, flag, equals, entry, out);
    return;
  }
  for (const Flag& flag : entry.globs)
    if (matches_glob(flag.data->flag, name) && spelled(line, word, name) && take_flag(line, i, last, flag, equals, entry, out)) return;
}

}  // namespace

void match_any_tool(const CommandLine& line, const Command& command, const Index& index, std::vector<ArgvSpan>& out) {
  for (const Entry* entry : index.any_tool())
    for (size_t i = command.first; i < command.last; ++i) {
      const string_view word = line.words()[i].bytes;
      const string_view variable = assigned_name(word);
      const size_t begin = variable.empty() ? 0 : variable.size() + 1;
      if (word.size() > begin + 2 && word[begin] == '-') match_word(line, i, command.last, begin, *entry, out);
    }
}

}  // namespace redactd::argv
