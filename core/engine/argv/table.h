// Finds the secrets of a command line by what its tool's flags and operands mean.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/engine/argv/anchor.h"
#include "core/engine/argv/spec.h"
#include "core/engine/refusal.h"

namespace redactd {

// Bytes [begin, end) of the text are a secret's, by rule number `rule`.
struct ArgvSpan {
  size_t begin;
  size_t end;
  uint32_t rule;
};

// For `redactctl test --explain`: bytes [begin, end) were judged for the rule and let go. kNoArgument: the rule's tool stands there.
struct ArgvNote {
  size_t begin;
  size_t end;
  uint32_t rule;
  Refusal reason;
};

// All argv rules of a snapshot. Immutable after construction; find() may run in any number of threads.
class ArgvTable {
 public:
  // `specs` are (rule number, data); the data must outlive the table.
  explicit ArgvTable(std::vector<std::pair<uint32_t, const ArgvSpec*>> specs);
  ~ArgvTable();

  // Case-sensitive literals of 4 to 24 bytes with the rule each belongs to: every text in which find() finds something
  // for a rule holds at least one of that rule's literals, at its place (stands_at()).
  const std::vector<ArgvAnchor>& anchors() const;

  // Appends the spans of one logical line (its physical lines may be joined by backslash-newline), in the order of the
  // text, of two with one begin the longer first. Linear in the text.
  // Only the value is covered: quotes, flag and user name stay. Placeholders and $VARIABLES are left alone.
  // `notes` (may be null) receives what was let go.
  void find(std::string_view logical_line, std::vector<ArgvSpan>& out, std::vector<ArgvNote>* notes = nullptr) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace redactd
