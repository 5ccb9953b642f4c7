#include "core/catalogue/json_outline.h"

#include <algorithm>
#include <unordered_set>

namespace redactd {
namespace {

// RFC 6901 section 3. Names with escapes are kept as written: our own keys have none.
std::string pointer_token(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '~') out += "~0";
    else if (c == '/') out += "~1";
    else out += c;
  }
  return out;
}

}  // namespace

// Iterative: the depth of the text must not become depth of the stack.
class JsonOutline::Pass {
 public:
  Pass(JsonOutline& outline, size_t max_depth) : out_(outline), text_(outline.text_), max_depth_(max_depth) {}

  void run() {
    while (at_ < text_.size() && !out_.too_deep_) step();
  }

 private:
  struct Open {
    size_t entry;
    bool object;
    size_t count = 0;
    std::string name;               // of the member being read
    std::unordered_set<std::string> seen;  // names so far
  };

  std::string child_pointer() const {
    if (open_.empty()) return "";
    const Open& top = open_.back();
    const std::string token = top.object ? pointer_token(top.name) : std::to_string(top.count);
    return out_.entries_[top.entry].pointer + "/" + token;
  }

  void step() {
    const char c = text_[at_];
    if (c == '{' || c == '[') {
      out_.entries_.push_back({child_pointer(), at_, text_.size()});
      open_.push_back({out_.entries_.size() - 1, c == '{', 0, {}, {}});
      out_.too_deep_ = open_.size() > max_depth_;
      expect_name_ = c == '{';
      ++at_;
    } else if (c == '}' || c == ']') {
      ++at_;
      if (open_.empty()) { at_ = text_.size(); return; }
      out_.entries_[open_.back().entry].end = at_;
      open_.pop_back();
      expect_name_ = false;
    } else if (c == ',') {
      ++at_;
      if (open_.empty()) return;
      ++open_.back().count;
      expect_name_ = open_.back().object;
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ':') {
      ++at_;
    } else {
      scalar();
    }
  }

  void scalar() {
    const size_t begin = at_;
    if (text_[at_] == '"') {
      for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
        if (text_[at_] == '\\') ++at_;
      }
      at_ = std::min(text_.size(), at_ + 1);
    } else {
      while (at_ < text_.size() && std::string_view(",]} \t\r\n").find(text_[at_]) == std::string_view::npos) ++at_;
    }
    if (!expect_name_) {
      out_.entries_.push_back({child_pointer(), begin, at_});
      return;
    }
    Open& top = open_.back();
    top.name = at_ - begin >= 2 ? std::string(text_.substr(begin + 1, at_ - begin - 2)) : "";
    if (!top.seen.insert(top.name).second) out_.duplicates_.push_back(child_pointer());
    expect_name_ = false;
  }

  JsonOutline& out_;
  std::string_view text_;
  size_t max_depth_;
  size_t at_ = 0;
  bool expect_name_ = false;
  std::vector<Open> open_;
};

JsonOutline::JsonOutline(std::string_view text, size_t max_depth) : text_(text) {
  Pass(*this, max_depth).run();
  std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.pointer < b.pointer; });
}

const JsonOutline::Entry* JsonOutline::find(std::string_view pointer) const {
  const auto it = std::lower_bound(entries_.begin(), entries_.end(), pointer,
                                   [](const Entry& entry, std::string_view wanted) { return entry.pointer < wanted; });
  return it != entries_.end() && it->pointer == pointer ? &*it : nullptr;
}

int JsonOutline::line_at(size_t offset) const {
  const auto end = text_.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text_.size()));
  return 1 + static_cast<int>(std::count(text_.begin(), end, '\n'));
}

int JsonOutline::line_of(std::string_view pointer) const {
  for (;;) {
    if (const Entry* entry = find(pointer)) return line_at(entry->begin);
    const size_t slash = pointer.rfind('/');
    if (slash == std::string_view::npos) return 1;
    pointer = pointer.substr(0, slash);
  }
}

std::string_view JsonOutline::value_at(std::string_view pointer) const {
  const Entry* entry = find(pointer);
  return entry == nullptr ? std::string_view() : text_.substr(entry->begin, entry->end - entry->begin);
}

}  // namespace redactd
