#include "core/engine/argv/table.h"

#include <algorithm>

#include "core/engine/argv/audit.h"
#include "core/engine/argv/command_line.h"
#include "core/engine/argv/index.h"
#include "core/engine/argv/match.h"
#include "core/engine/argv/roles.h"

namespace redactd {
namespace {

using namespace argv;

constexpr int kMaxNesting = 4;        // bash -c "ssh h 'docker exec c sh -c \"..\"'"
constexpr size_t kToolsAhead = 4;     // a tool's arguments end at the fourth tool behind it: each word is looked at so often
constexpr size_t kManyTools = 16;     // no command names so many: from here on a tool's arguments end at the next tool
constexpr size_t kReaders = 6;        // only the first tools of a command can read its input

struct Level {
  ShellRange range;
  bool starts;
  int depth;
};

// One call of find().
class Search {
 public:
  Search(const Index& index, std::string_view text, std::vector<ArgvSpan>& out, std::vector<ArgvNote>* notes)
      : index_(index), text_(text), out_(out) {
    line_.note_into(notes);
  }

  void run() {
    const size_t before = out_.size();
    line_.read_as_audit_record(is_audit_record(text_));
    levels_.push_back({{0, text_.size(), 0}, true, 0});
    while (!levels_.empty()) {
      const Level level = levels_.back();
      levels_.pop_back();
      line_.read(text_, level.range);
      for (size_t i = 0; i < line_.commands().size(); ++i) command(i, level.starts);
      if (level.depth < kMaxNesting) descend(level);
    }
    drop_unanchored(before);
    std::sort(out_.begin() + static_cast<std::ptrdiff_t>(before), out_.end(), [](const ArgvSpan& a, const ArgvSpan& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.end != b.end ? a.end > b.end : a.rule < b.rule;
    });
    out_.erase(std::unique(out_.begin() + static_cast<std::ptrdiff_t>(before), out_.end(),
                           [](const ArgvSpan& a, const ArgvSpan& b) { return a.begin == b.begin && a.end == b.end && a.rule == b.rule; }),
               out_.end());
  }

 private:
  void descend(const Level& level) {
    for (const ShellNested& nested : line_.nested())
      levels_.push_back({nested.range, nested.substitution || runs_its_argument(line_, nested.range.begin), level.depth + 1});
  }

  void command(size_t number, bool starts) {
    const Command& command = line_.commands()[number];
    match_any_tool(line_, command, index_, out_);
    match_variables(line_, command, index_, out_);
    std::swap(tools_, previous_tools_);
    tools_.clear();
    find_tools(line_, command, index_, starts || number > 0, tools_);
    const EchoedInput source = echoed(number);
    for (size_t i = 0; i < tools_.size(); ++i) {
      if (tools_[i].entries == nullptr) continue;
      const size_t next = i + (i < kManyTools ? kToolsAhead : 1);
      const size_t end = next < tools_.size() ? tools_[next].word : command.last;
      const Invocation at{line_, tools_[i], end};
      for (const Entry* entry : *tools_[i].entries) {
        line_.note(entry->rule, Refusal::kNoArgument, line_.words()[tools_[i].word]);
        match_flags(at, *entry, arguments_, out_);
        match_operands(at, *entry, arguments_, out_);
        if (i < kReaders) match_input(at, command, *entry, arguments_, source.echo != nullptr ? &source : nullptr, out_);
      }
    }
  }

  // The echo of the command before, if its output is what this one reads.
  EchoedInput echoed(size_t number) const {
    if (number == 0 || !line_.commands()[number].piped) return {nullptr, nullptr};
    for (const ToolWord& tool : previous_tools_)
      if (tool.entries == nullptr) return {&tool, &line_.commands()[number - 1]};
    return {nullptr, nullptr};
  }

  // Rules with anchors of their own act only where one of them is: the promise of ArgvTable::anchors().
  void drop_unanchored(size_t before) {
    std::vector<std::pair<uint32_t, bool>> known;
    const auto anchored = [&](const ArgvSpan& span) {
      for (const auto& [rule, yes] : known)
        if (rule == span.rule) return yes;
      bool yes = false;
      for (const ArgvAnchor& anchor : index_.anchors()) yes = yes || (anchor.rule == span.rule && stands_in(anchor, text_));
      known.emplace_back(span.rule, yes);
      return yes;
    };
    const auto end = std::remove_if(out_.begin() + static_cast<std::ptrdiff_t>(before), out_.end(),
                                    [&](const ArgvSpan& span) { return !anchored(span); });
    out_.erase(end, out_.end());
  }

  const Index& index_;
  std::string_view text_;
  std::vector<ArgvSpan>& out_;
  std::vector<Level> levels_;
  CommandLine line_;
  std::vector<ToolWord> tools_;
  std::vector<ToolWord> previous_tools_;
  Arguments arguments_;
};

}  // namespace

struct ArgvTable::Impl {
  explicit Impl(const std::vector<std::pair<uint32_t, const ArgvSpec*>>& specs) : index(specs) {}
  Index index;
};

ArgvTable::ArgvTable(std::vector<std::pair<uint32_t, const ArgvSpec*>> specs) : impl_(std::make_unique<Impl>(specs)) {}
ArgvTable::~ArgvTable() = default;

const std::vector<ArgvAnchor>& ArgvTable::anchors() const { return impl_->index.anchors(); }

void ArgvTable::find(std::string_view logical_line, std::vector<ArgvSpan>& out, std::vector<ArgvNote>* notes) const {
  const auto record = decode_audit(logical_line);
  if (!record) return Search(impl_->index, logical_line, out, notes).run();
  std::vector<ArgvSpan> spans;
  Search(impl_->index, record->text, spans, nullptr).run();
  const size_t before = out.size();
  for (const ArgvSpan& span : spans) {
    const auto [begin, end] = record->raw(span.begin, span.end);
    const bool known = out.size() > before && out.back().begin == begin && out.back().end == end;
    if (!known) out.push_back({begin, end, span.rule});
  }
}

}  // namespace redactd
