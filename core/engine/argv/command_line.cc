#include "core/engine/argv/command_line.h"

#include <algorithm>

#include "core/base/bytes.h"

namespace redactd::argv {
namespace {

// type=EXECVE msg=audit(..): argc=2 a0="mysql" a1="-pX": the length of `a1=`.
size_t audit_name(std::string_view bytes) {
  if (bytes.size() < 4 || bytes[0] != 'a') return 0;
  size_t i = 1;
  while (i < bytes.size() && i < 5 && is_digit(bytes[i])) ++i;
  return i > 1 && i < bytes.size() && bytes[i] == '=' ? i + 1 : 0;
}

}  // namespace

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
    const std::string_view bytes = text_.substr(at.begin, at.end - at.begin);
    const size_t skipped = audit_ ? audit_name(bytes) : 0;
    words.push_back({bytes.substr(skipped), token, adjacent, skipped});
    return;
  }
  scratch_.read(text_, shell_, at);
  const size_t begin = arena_.size();
  arena_.append(scratch_.bytes());
  const std::string_view bytes = std::string_view(arena_).substr(begin);
  const size_t skipped = audit_name(bytes);
  words.push_back({bytes.substr(skipped), token, adjacent, skipped});
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
  return plain(word) ? ShellQuote::kNone : cooked(word).quote_at(word.skipped + index);
}

void CommandLine::raw_ranges(const Word& word, size_t from, size_t to, std::vector<std::pair<size_t, size_t>>& ranges) const {
  cooked(word).raw_ranges(word.skipped + from, word.skipped + to, ranges);
}

void CommandLine::add_note(uint32_t rule, Refusal reason, const Word& word, size_t from, size_t to) const {
  std::vector<std::pair<size_t, size_t>> ranges;
  raw_ranges(word, from, std::max(from, std::min(to, word.bytes.size())), ranges);
  if (ranges.empty()) ranges.emplace_back(raw_begin(word), raw_begin(word));
  notes_->push_back({ranges.front().first, ranges.back().second, rule, reason});
}

}  // namespace redactd::argv
