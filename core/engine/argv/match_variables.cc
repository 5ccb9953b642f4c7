#include <algorithm>
#include <array>

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

// "NAME=a b" in one pair of quotes is one value behind -e, export and the like; elsewhere ('PGPASSWORD=X psql' behind
// bash -c) it is a command line, which is looked at on its own.
bool quotes_a_command(const CommandLine& line, size_t i, size_t first, size_t name) {
  const Word& word = line.words()[i];
  if (line.plain(word) || word.bytes.find_first_of(" \t\n") == string_view::npos || name > 0) return false;
  if (line.quote_at(word, 0) == ShellQuote::kNone || line.quote_at(word, 0) != line.quote_at(word, word.bytes.size() - 1)) return false;
  if (i == first) return true;
  constexpr std::array<string_view, 12> kSetters = {"-e", "--env", "-E", "export", "env", "declare", "typeset", "readonly", "local", "-x", "-gx", "setx"};
  return std::find(kSetters.begin(), kSetters.end(), line.words()[i - 1].bytes) == kSetters.end();
}

void take_assignment(const CommandLine& line, size_t i, size_t first, const Index& index, std::vector<ArgvSpan>& out) {
  const Word& word = line.words()[i];
  if (word.bytes.size() <= kShortestVariableBytes || word.bytes.find('=') == string_view::npos) return;
  const size_t begin = name_begin(word.bytes);
  const string_view name = assigned_name(word.bytes.substr(begin));
  if (name.size() < kShortestVariableBytes) return;
  const auto* rules = index.variable(name);
  if (rules == nullptr || (!line.plain(word) && line.raw(word).find(name) == string_view::npos)) return;
  if (quotes_a_command(line, i, first, begin)) return;
  for (const Entry* rule : *rules) take_value(line, {&word, begin + name.size() + 1, rule->spec->env_after}, rule->rule, out);
}

bool sets_variables(string_view word) { return word == "set" || word == "setenv" || word == "setx" || word == "SETX"; }

}  // namespace

void match_variables(const CommandLine& line, const Command& command, const Index& index, std::vector<ArgvSpan>& out) {
  const auto& words = line.words();
  bool setting = false;
  for (size_t i = command.first; i < command.last; ++i) {
    const string_view word = words[i].bytes;
    take_assignment(line, i, command.first, index, out);
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
