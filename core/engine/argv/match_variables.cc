#include <algorithm>

#include "core/base/bytes.h"
#include "core/engine/argv/match.h"
#include "core/engine/argv/value.h"

namespace redactd::argv {
namespace {

using std::string_view;

// Where NAME begins in the word: itself, or behind -e, --env=, --build-arg=, Environment=.
size_t name_begin(string_view word) {
  if (word.starts_with("--")) {
    const size_t equals = word.find('=');
    return equals == string_view::npos ? 0 : equals + 1;
  }
  if (word.starts_with("-e") || word.starts_with("-E") || word.starts_with("-D")) return 2;
  if (word.starts_with("Environment=")) return 12;
  return 0;
}

constexpr size_t kShortestVariableBytes = 4;

void take_assignment(const CommandLine& line, const Word& word, const Index& index, std::vector<ArgvSpan>& out) {
  if (word.bytes.size() <= kShortestVariableBytes || word.bytes.find('=') == string_view::npos) return;
  const size_t begin = name_begin(word.bytes);
  const string_view name = assigned_name(word.bytes.substr(begin));
  if (name.size() < kShortestVariableBytes) return;
  const auto* rules = index.variable(name);
  if (rules == nullptr || (!line.plain(word) && line.raw(word).find(name) == string_view::npos)) return;
  for (const Entry* rule : *rules) take_value(line, {&word, begin + name.size() + 1, rule->spec->env_after}, rule->rule, out);
}

bool sets_variables(string_view word) { return word == "set" || word == "setenv" || word == "setx" || word == "SETX"; }

}  // namespace

void match_variables(const CommandLine& line, const Command& command, const Index& index, std::vector<ArgvSpan>& out) {
  const auto& words = line.words();
  bool setting = false;
  for (size_t i = command.first; i < command.last; ++i) {
    const string_view word = words[i].bytes;
    take_assignment(line, words[i], index, out);
    if (setting && word.size() > 1 && word[0] == '-') continue;  // set -gx
    if (setting && i + 1 < command.last) {
      const auto* rules = index.variable(word);
      const bool spelled = line.plain(words[i]) || line.raw(words[i]).find(word) != string_view::npos;
      if (rules != nullptr && spelled && words[i + 1].adjacent)
        for (const Entry* rule : *rules) take_value(line, {&words[i + 1], 0, rule->spec->env_after}, rule->rule, out);
    }
    setting = sets_variables(word);
  }
}

}  // namespace redactd::argv
