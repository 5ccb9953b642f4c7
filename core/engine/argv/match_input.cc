#include <algorithm>

#include "core/base/bytes.h"
#include "core/engine/argv/match.h"
#include "core/engine/argv/value.h"

namespace redactd::argv {
namespace {

using std::string_view;

// echo's and printf's line ends are not the value's.
size_t without_line_end(string_view value) {
  size_t end = value.size();
  while (end >= 2 && value[end - 2] == '\\' && (value[end - 1] == 'n' || value[end - 1] == 'r' || value[end - 1] == 'c')) end -= 2;
  while (end > 0 && value[end - 1] == '\n') --end;
  return end;
}

void take(const CommandLine& line, const Word& word, const Entry& entry, std::vector<ArgvSpan>& out, bool whole = false) {
  Word value = word;
  value.bytes = word.bytes.substr(0, without_line_end(word.bytes));
  const string_view after = whole ? string_view() : string_view(entry.spec->stdin_after);
  take_value(line, {&value, 0, after}, entry.rule, out);
}

bool is_echo_option(string_view word) {
  return word.size() > 1 && word.size() <= 4 && word[0] == '-' &&
         std::all_of(word.begin() + 1, word.end(), [](char c) { return c == 'n' || c == 'e' || c == 'E' || c == 'r' || c == 'l' || c == '-'; });
}

// printf 'ann:%s\n' X: the arguments are the values; printf 'X\n': the format is.
void take_echoed(const CommandLine& line, const EchoedInput& source, const Entry& entry, std::vector<ArgvSpan>& out) {
  size_t i = source.echo->word + 1;
  const size_t last = source.command->last;
  while (i < last && is_echo_option(line.words()[i].bytes)) ++i;
  if (i >= last) return;
  if (source.echo->name == "printf" && i + 1 < last) {
    const string_view after = entry.spec->stdin_after;
    for (size_t k = i + 1; k < last; ++k) {
      const Word& word = line.words()[k];
      if (after.empty() || word.bytes.find(after) != string_view::npos) take(line, word, entry, out);
      else if (k + 1 == last) take(line, word, entry, out, /*whole=*/true);
    }
    return;
  }
  for (; i < last; ++i) take(line, line.words()[i], entry, out);
}

}  // namespace

void match_input(const Invocation& at, const Command& command, const Entry& entry, const Arguments& arguments,
                 const EchoedInput* source, std::vector<ArgvSpan>& out) {
  const ArgvSpec& spec = *entry.spec;
  if (!spec.reads_stdin || !at.tool.runs) return;
  const size_t own_end = spec.wraps ? arguments.own_end : at.end;
  const auto given = [&](const std::string& flag) { return has_flag(at.line, at.tool.word + 1, own_end, flag); };
  if (!spec.stdin_flags.empty() && std::none_of(spec.stdin_flags.begin(), spec.stdin_flags.end(), given)) return;
  size_t behind = 0;
  if (!entry.stdin_subcommands.empty() && !leads(at.line, entry.stdin_subcommands, arguments, behind)) return;
  for (size_t i = command.inputs_first; i < command.inputs_last; ++i) take(at.line, at.line.inputs()[i], entry, out);
  if (source != nullptr) take_echoed(at.line, *source, entry, out);
}

}  // namespace redactd::argv
