// Where each value of a JSON text stands: nlohmann/json keeps no positions, and a fault without a line is hard to find.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace redactd {

// One pass over the text without building values. Meant for texts that a JSON parser accepts too; on others it stops early.
class JsonOutline {
 public:
  // `max_depth`: arrays and objects nested deeper set too_deep() and end the pass.
  JsonOutline(std::string_view text, size_t max_depth);

  bool too_deep() const { return too_deep_; }
  // Pointers (RFC 6901) of members whose name stood in their object before.
  const std::vector<std::string>& duplicates() const { return duplicates_; }

  // 1-based line of the value at `pointer`, or of the nearest value around it that exists.
  int line_of(std::string_view pointer) const;
  int line_at(size_t offset) const;
  // The text of the value at `pointer`; empty if there is none.
  std::string_view value_at(std::string_view pointer) const;

 private:
  struct Entry {
    std::string pointer;
    size_t begin;
    size_t end;
  };
  class Pass;
  const Entry* find(std::string_view pointer) const;

  std::string_view text_;
  std::vector<Entry> entries_;  // sorted by pointer after the pass
  std::vector<std::string> duplicates_;
  bool too_deep_ = false;
};

}  // namespace redactd
