#include <algorithm>

#include "core/base/bytes.h"
#include "core/engine/argv/match.h"
#include "core/engine/argv/value.h"

namespace redactd::argv {
namespace {

using std::string_view;

class FlagMatcher {
 public:
  FlagMatcher(const Invocation& at, const Entry& entry, Arguments& arguments, std::vector<ArgvSpan>& out)
      : line_(at.line), words_(at.line.words()), entry_(entry), arguments_(arguments), out_(out), end_(at.end) {}

  void run(size_t first) {
    first_ = first;
    bool flags_end = false;
    for (size_t i = first; i < end_;) {
      const string_view word = words_[i].bytes;
      size_t used = 0;
      if (!flags_end && word.size() > 1) {
        used = exact(i, word);
        if (used == 0) used = joined(i, word);
        if (used == 0) used = attached(i, word);
        if (used == 0) used = bundled(i, word);
        if (used == 0) used = globbed(i, word);
        if (used == 0 && is_value_flag(word)) used = i + 1 < end_ ? 2 : 1;
        if (used == 0 && word[0] == '-') used = 1;
      }
      if (word == "--") flags_end = true;
      if (used == 0) {
        if (entry_.spec->wraps) break;
        arguments_.operands.push_back(i);
        used = 1;
      }
      i += used;
      arguments_.own_end = i;
    }
  }

 private:
  bool applies(const Flag& flag) const {
    size_t behind = 0;
    if (!flag.subcommands.empty() && !leads(line_, flag.subcommands, arguments_, behind)) return false;
    const auto& needs = flag.data->needs_flags;
    return needs.empty() || std::any_of(needs.begin(), needs.end(), [&](const std::string& word) { return given(word); });
  }

  // Looked up once a run: a flag may stand in the text as often as it likes.
  bool given(const std::string& word) const {
    const auto known = given_.find(word);
    if (known != given_.end()) return known->second;
    return given_[word] = has_flag(line_, first_, end_, word);
  }

  void take(const Flag& flag, size_t word, size_t from) {
    take_value(line_, {&words_[word], from, flag.data->after, flag.data->until}, entry_.rule, out_);
  }

  // The word behind a flag is its value, unless a redirection stands between or it is a flag itself.
  void take_next(const Flag& flag, size_t i) {
    if (i + 1 >= end_ || !words_[i + 1].adjacent) return;
    const Word& next = words_[i + 1];
    if (next.bytes.size() > 1 && next.bytes[0] == '-' && line_.plain(next)) return;
    if (next.bytes.size() <= 2 && std::all_of(next.bytes.begin(), next.bytes.end(), is_lower)) return;  // prose: "-p is deprecated"
    take(flag, i + 1, 0);
  }

  // -p X. A flag whose value is attached only stands alone here: it asks for the password.
  size_t exact(size_t i, string_view word) {
    const auto found = entry_.exact.find(word);
    if (found == entry_.exact.end()) return 0;
    bool takes_next = false;
    for (const Flag& flag : found->second) {
      if (flag.data->value == FlagValue::kAttached || !applies(flag)) continue;
      take_next(flag, i);
      takes_next = true;
    }
    return takes_next && i + 1 < end_ && !(words_[i + 1].bytes.size() > 1 && words_[i + 1].bytes[0] == '-') ? 2 : 1;
  }

  // --flag=X, -flag=X and -flag:X, but not -flag:env and -flag:file (keytool).
  size_t joined(size_t i, string_view word) {
    if (word[0] != '-') return 0;
    const size_t at = word.find_first_of("=:");
    if (at == string_view::npos || at < 3 || (word[at] == ':' && word[1] == '-')) return 0;
    const auto found = entry_.exact.find(word.substr(0, at));
    if (found == entry_.exact.end()) return 0;
    const string_view value = word.substr(at + 1);
    if (word[at] == ':' && (value == "env" || value == "file")) return 1;
    for (const Flag& flag : found->second)
      if (applies(flag)) take(flag, i, at + 1);
    return 1;
  }

  size_t attached(size_t i, string_view word) {
    for (const Flag& flag : entry_.attached) {
      const std::string& name = flag.data->flag;
      if (word.size() <= name.size() || !word.starts_with(name) || !applies(flag)) continue;
      const bool equals = flag.data->value == FlagValue::kEither && word[name.size()] == '=';
      take(flag, i, name.size() + (equals ? 1 : 0));
      return 1;
    }
    return 0;
  }

  // -suX: letters of flags without value in front of one that has a value.
  size_t bundled(size_t i, string_view word) {
    if (entry_.spec->bundled.empty() || word[0] != '-' || word.size() < 3 || word[1] == '-') return 0;
    size_t k = 1;
    while (k < word.size() && entry_.spec->bundled.find(word[k]) != std::string::npos) ++k;
    if (k == 1 || k >= word.size()) return 0;
    const char name[] = {'-', word[k]};
    const auto found = entry_.exact.find(string_view(name, 2));
    if (found == entry_.exact.end()) {
      const bool value_flag = k + 1 == word.size() && is_value_flag(string_view(name, 2));
      return value_flag && i + 1 < end_ ? 2 : 1;
    }
    for (const Flag& flag : found->second) {
      if (!applies(flag)) continue;
      if (k + 1 < word.size()) take(flag, i, k + 1);
      else if (flag.data->value != FlagValue::kAttached) {
        take_next(flag, i);
        return i + 1 < end_ ? 2 : 1;
      }
    }
    return 1;
  }

  // --*-pass X and --*-pass=X.
  size_t globbed(size_t i, string_view word) {
    if (entry_.globs.empty() || word[0] != '-') return 0;
    const size_t equals = word.find('=');
    for (const Flag& flag : entry_.globs) {
      if (!matches_glob(flag.data->flag, word.substr(0, std::min(equals, word.size()))) || !applies(flag)) continue;
      if (equals != string_view::npos) take(flag, i, equals + 1);
      else take_next(flag, i);
      return equals == string_view::npos && i + 1 < end_ && !words_[i + 1].bytes.starts_with("-") ? 2 : 1;
    }
    return 0;
  }

  bool is_value_flag(string_view word) const {
    const auto& flags = entry_.spec->takes_value;
    return std::find(flags.begin(), flags.end(), word) != flags.end();
  }

  const CommandLine& line_;
  const std::vector<Word>& words_;
  const Entry& entry_;
  Arguments& arguments_;
  std::vector<ArgvSpan>& out_;
  size_t first_ = 0;
  size_t end_;
  mutable std::unordered_map<std::string_view, bool> given_;
};

}  // namespace

void match_flags(const Invocation& at, const Entry& entry, Arguments& arguments, std::vector<ArgvSpan>& out) {
  arguments.operands.clear();
  arguments.own_end = at.tool.word + 1;
  FlagMatcher(at, entry, arguments, out).run(at.tool.word + 1);
}

bool has_flag(const CommandLine& line, size_t first, size_t last, string_view flag) {
  const bool letter = flag.size() == 2 && flag[0] == '-' && is_alpha(flag[1]);
  for (size_t i = first; i < last; ++i) {
    const string_view word = line.words()[i].bytes;
    if (word == flag) return true;
    if (flag.starts_with("--") && word.size() > flag.size() && word.starts_with(flag) && word[flag.size()] == '=') return true;
    if (letter && word.size() > 2 && word.size() <= 8 && word[0] == '-' && std::all_of(word.begin() + 1, word.end(), is_alpha) &&
        word.find(flag[1]) != string_view::npos)
      return true;
  }
  return false;
}

}  // namespace redactd::argv
