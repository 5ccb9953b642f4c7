// The objects of a repository as git cat-file --batch gives them: a line with the size, the bytes, a newline. Sans-I/O.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "core/drill/match.h"

namespace redactd::files {

class GitObjects {
 public:
  // The next bytes of the stream. False: it is not what git writes.
  bool feed(std::string_view bytes);
  // True between two objects: the stream may end here.
  bool is_at_boundary() const { return state_ == State::kLine && line_.empty(); }

  // The object that holds this match counts once. Matches in ascending order, those of bytes that were fed; those in the lines
  // between objects belong to none. True if the match lies in an object.
  bool hit(const drill::Match& match);
  uint64_t objects_hit() const { return hits_; }

 private:
  enum class State : uint8_t { kLine, kContent, kNewline };
  bool end_of_line();

  struct Range {
    uint64_t begin, end;
    bool is_hit = false;
  };
  State state_ = State::kLine;
  std::string line_;
  uint64_t at_ = 0, content_end_ = 0, hits_ = 0;
  std::deque<Range> objects_;  // those that a later match may lie in
};

}  // namespace redactd::files
