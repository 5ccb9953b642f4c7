// Values that were masked once are masked at their other places too (design 4, "Echo").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/engine/redactor.h"

namespace redactd {

// At most kMaxEchoValues values of kEchoMinBytes and more; wiped when it is cleared or destroyed.
class EchoSet {
 public:
  EchoSet() = default;
  ~EchoSet();
  EchoSet(EchoSet&& other) noexcept;
  EchoSet& operator=(EchoSet&& other) noexcept;

  bool empty() const { return values_.empty(); }
  size_t size() const { return values_.size(); }
  void clear();

  // Takes the values of `findings`. A plain word (letters of one case) is left out: it stands in ordinary text as well.
  void add(const Snapshot& snapshot, std::string_view text, const std::vector<Finding>& findings);

  // Appends a finding for each other place of a value in `text`. `forward`: only behind the place where the value was
  // first found (what a stream can do), otherwise before it as well.
  void find(std::string_view text, bool forward, std::vector<Finding>& findings) const;

  // The text is consumed: what was found in it was found before everything that follows.
  void forget_places();

  // For streams: length of the longest end of `text` that begins a value.
  size_t unfinished_tail(std::string_view text) const;

 private:
  struct Value {
    std::string bytes;
    uint32_t rule;
    size_t found_end;  // in the text at hand; 0 once that is consumed
    unsigned hash;     // of the first eight bytes
  };

  std::vector<Value> values_;
  std::vector<uint64_t> bitmap_;  // over the values' hashes
};

}  // namespace redactd
