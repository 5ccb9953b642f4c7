// One level of a command line as simple commands and their words: what the matchers of argv rules look at.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/engine/argv/table.h"
#include "core/shellwords/cooked_word.h"
#include "core/shellwords/shellwords.h"

namespace redactd::argv {

struct Word {
  std::string_view bytes;  // without quotes and escapes
  size_t token;            // which token of the line
  bool adjacent = false;   // the token before it is a word of the same command: it can be the value of a flag there
  size_t skipped = 0;      // bytes in front of `bytes` that are not the argument's: a1= of the audit system
};

// Words [first, last) of one simple command.
struct Command {
  size_t first;
  size_t last;
  bool piped;           // its standard input is the command before it
  size_t inputs_first;  // its here-strings and here-documents, as tokens: inputs [inputs_first, inputs_last)
  size_t inputs_last;
};

class CommandLine {
 public:
  // True: a record of the audit system, whose arguments have names (a1=).
  void read_as_audit_record(bool yes) { audit_ = yes; }

  // `text` must outlive the use; what was read before is dropped.
  void read(std::string_view text, const ShellRange& range);

  std::string_view text() const { return text_; }
  const std::vector<Word>& words() const { return words_; }
  const std::vector<Command>& commands() const { return commands_; }
  const std::vector<Word>& inputs() const { return inputs_; }
  const std::vector<ShellNested>& nested() const { return shell_.nested; }

  std::string_view raw(const Word& word) const;
  size_t raw_begin(const Word& word) const { return shell_.tokens[word.token].begin; }
  bool plain(const Word& word) const { return shell_.tokens[word.token].plain; }
  bool here_document(const Word& word) const { return shell_.tokens[word.token].kind == ShellTokenKind::kHereDocument; }

  // How byte `index` of the word is quoted, and the raw ranges of its bytes [from, to).
  ShellQuote quote_at(const Word& word, size_t index) const;
  void raw_ranges(const Word& word, size_t from, size_t to, std::vector<std::pair<size_t, size_t>>& ranges) const;

  // Where note() writes; null (the default): nowhere.
  void note_into(std::vector<ArgvNote>* notes) { notes_ = notes; }
  // For who asks why: bytes [from, to) of the word were judged for the rule and let go.
  void note(uint32_t rule, Refusal reason, const Word& word, size_t from = 0, size_t to = std::string_view::npos) const {
    if (notes_ != nullptr) add_note(rule, reason, word, from, to);
  }

 private:
  void add_note(uint32_t rule, Refusal reason, const Word& word, size_t from, size_t to) const;
  void add_word(size_t token, std::vector<Word>& words, bool adjacent);
  const CookedWord& cooked(const Word& word) const;

  std::string_view text_;
  bool audit_ = false;
  ShellWords shell_;
  std::vector<Word> words_;
  std::vector<Word> inputs_;
  std::vector<Command> commands_;
  std::string arena_;  // the bytes of quoted words; reserved once, so that views into it stay valid
  mutable CookedWord scratch_;
  std::vector<ArgvNote>* notes_ = nullptr;
};

}  // namespace redactd::argv
