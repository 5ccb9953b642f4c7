#include <algorithm>

#include "core/base/bytes.h"
#include "core/engine/argv/match.h"
#include "core/engine/argv/value.h"

namespace redactd::argv {
namespace {

constexpr size_t kMaxLeadingOperands = 24;  // a subcommand stands among the first ones; so the search is linear

// The chain in front of the operand that `index` counts; the tool's own words come first.
bool chain_at(const CommandLine& line, const Chain& chain, const Arguments& arguments, size_t start) {
  if (start + chain.size() > arguments.operands.size()) return false;
  for (size_t k = 0; k < chain.size(); ++k)
    if (!matches_glob(chain[k], line.words()[arguments.operands[start + k]].bytes)) return false;
  return true;
}

// token=X as an operand: the value is X, if the name is a secret's. `from` is where the value begins; false: it is no value.
bool value_begin(std::string_view word, size_t& from) {
  from = 0;
  size_t i = 0;
  while (i < word.size() && i < 20 && (is_lower(word[i]) || word[i] == '_')) ++i;
  if (i < 2 || i + 1 >= word.size() || word[i] != '=' || word[i + 1] == '=') return true;
  from = i + 1;
  for (std::string_view part : {"pass", "token", "secret", "key", "auth"})
    if (word.substr(0, i).find(part) != std::string_view::npos) return true;
  return false;
}

// steamcmd +login anonymous +quit: no password, but the next command.
bool starts_the_next(const CommandLine& line, const Operand& operand, size_t word) {
  return !operand.subcommands.empty() && operand.subcommands[0][0].starts_with("+") && line.words()[word].bytes.starts_with("+");
}

}  // namespace

bool leads(const CommandLine& line, const std::vector<Chain>& chains, const Arguments& arguments, size_t& behind) {
  for (const Chain& chain : chains) {
    const size_t stop = std::min(arguments.operands.size(), kMaxLeadingOperands);
    for (size_t start = 0; start < stop; ++start) {
      if (!chain_at(line, chain, arguments, start)) continue;
      behind = start + chain.size();
      return true;
    }
  }
  return false;
}

void match_operands(const Invocation& at, const Entry& entry, const Arguments& arguments, std::vector<ArgvSpan>& out) {
  if (!at.tool.runs) return;
  for (const Operand& operand : entry.operands) {
    size_t first = 0;
    if (!operand.subcommands.empty() && !leads(at.line, operand.subcommands, arguments, first)) continue;
    const auto& needs = operand.data->needs_flags;
    const auto given = [&](const std::string& flag) { return has_flag(at.line, at.tool.word + 1, at.end, flag); };
    if (!needs.empty() && std::none_of(needs.begin(), needs.end(), given)) continue;
    if (first >= arguments.operands.size()) continue;
    const size_t number = operand.data->index < 0 ? arguments.operands.size() - 1 : first + static_cast<size_t>(operand.data->index);
    if (number >= arguments.operands.size()) continue;
    if (starts_the_next(at.line, operand, arguments.operands[number])) continue;
    const Word& word = at.line.words()[arguments.operands[number]];
    size_t from = 0;
    if (operand.data->after.empty() && !value_begin(word.bytes, from)) continue;
    take_value(at.line, {&word, from, operand.data->after, operand.data->until}, entry.rule, out);
  }
}

}  // namespace redactd::argv
