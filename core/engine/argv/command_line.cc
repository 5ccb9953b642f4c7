#include "core/engine/argv/command_line.h"

namespace redactd::argv {

void CommandLine::read(std::string_view text, const ShellRange& range) {
  text_ = text;
  split_shell(text, range, shell_);
  words_.clear();
  inputs_.clear();
  commands_.clear();
  arena_.clear();
  arena_.reserve(range.end - range.begin);
  Command command{0, 0, false, 0, 0};
  const auto close = [&](bool piped) {
    command.last = words_.size();
    command.inputs_last = inputs_.size();
    if (command.last > command.first) commands_.push_back(command);
    else piped = piped && !commands_.empty();  // `| |`: what came before stays the source
    command = {words_.size(), 0, piped, inputs_.size(), 0};
  };
  ShellTokenKind before = ShellTokenKind::kSeparator;
  for (size_t i = 0; i < shell_.tokens.size(); ++i) {
    const ShellTokenKind kind = shell_.tokens[i].kind;
    switch (kind) {
      case ShellTokenKind::kWord: add_word(i, words_, before == ShellTokenKind::kWord); break;
      case ShellTokenKind::kHereString:
      case ShellTokenKind::kHereDocument: add_word(i, inputs_, false); break;
      case ShellTokenKind::kPipe: close(true); break;
      case ShellTokenKind::kSeparator: close(false); break;
      case ShellTokenKind::kRedirectTarget: break;
    }
    before = kind;
  }
  close(false);
}

void CommandLine::add_word(size_t token, std::vector<Word>& words, bool adjacent) {
  const ShellToken& at = shell_.tokens[token];
  if (at.plain) {
    words.push_back({text_.substr(at.begin, at.end - at.begin), token, adjacent});
    return;
  }
  scratch_.read(text_, shell_, at);
  const size_t begin = arena_.size();
  arena_.append(scratch_.bytes());
  words.push_back({std::string_view(arena_).substr(begin), token, adjacent});
}

std::string_view CommandLine::raw(const Word& word) const {
  const ShellToken& at = shell_.tokens[word.token];
  return text_.substr(at.begin, at.end - at.begin);
}

const CookedWord& CommandLine::cooked(const Word& word) const {
  scratch_.read(text_, shell_, shell_.tokens[word.token]);
  return scratch_;
}

ShellQuote CommandLine::quote_at(const Word& word, size_t index) const {
  return plain(word) ? ShellQuote::kNone : cooked(word).quote_at(index);
}

void CommandLine::raw_ranges(const Word& word, size_t from, size_t to, std::vector<std::pair<size_t, size_t>>& ranges) const {
  cooked(word).raw_ranges(from, to, ranges);
}

}  // namespace redactd::argv
