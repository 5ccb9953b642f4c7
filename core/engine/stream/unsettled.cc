#include "core/engine/stream/unsettled.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/base/limits.h"
#include "core/engine/confirm/candidate.h"
#include "core/engine/confirm/edges.h"
#include "core/engine/escapes.h"
#include "core/engine/find.h"

namespace redactd {
namespace {

constexpr size_t kMaxLooks = 16;  // how often the bytes of a line may be read as values

bool is_token_byte(char c) { return is_word(c) || std::string_view("-+/=:~.@$!").find(c) != std::string_view::npos; }

// Where the last run of bytes begins that tokens are made of; text.size() if it ends in another byte.
size_t last_run(std::string_view text) {
  size_t at = text.size();
  while (at > 0 && is_token_byte(text[at - 1])) --at;
  return at;
}

// Shapes whose anchor stands in their middle: an unfinished word may be the bytes in front of it. Prompts and dots end in
// punctuation and are none.
bool may_be_shape(std::string_view run) {
  if (run.empty() || std::none_of(run.begin(), run.end(), is_alnum)) return false;
  if (is_alnum(run.back()) || std::string_view("_+/=-.@$").find(run.back()) != std::string_view::npos) return true;
  return std::any_of(run.begin(), run.end(), is_digit);
}

// Where the last word begins: behind the last blank, or at the quote that is still open.
size_t last_word(std::string_view text) {
  size_t word = 0, quote_at = 0;
  char quote = '\0';
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '\'' || c == '"') {
      quote = c;
      quote_at = i;
    } else if (is_blank(c)) {
      word = i + 1;
    }
  }
  return quote != '\0' ? std::min(word, quote_at) : word;
}

class Search {
 public:
  Search(const Snapshot& snapshot, std::string_view text, const MaskOptions& options, std::vector<Unsettled>& out)
      : snapshot_(snapshot.impl()), line_{text, 0, text.size()}, options_(options), out_(out), earliest_piece_(text.size()) {}

  void look_at(Span hit, uint32_t number) {
    // What stands behind the earliest piece of a secret waits with it.
    if (hit.begin >= earliest_piece_) return;
    const std::string_view text = line_.text;
    if (number == Snapshot::Impl::kArgvRules) {
      // Flags that are still to come may make a secret of any operand.
      if (snapshot_.argv_waits.contains(std::string(text.substr(hit.begin, hit.size())))) add(hit.end, std::nullopt);
      if (!argv_) add(word_begin(), std::nullopt);
      argv_ = true;
      return;
    }
    const CompiledRule& rule = snapshot_.compiled(number);
    if (!applies(rule.spec(), number, options_)) return;
    switch (rule.spec().kind) {
      case RuleKind::kPrefix: return prefix(rule, number, hit);
      case RuleKind::kRegex: return regex(rule, number, hit);
      case RuleKind::kContext: return context(rule, number, hit);
      case RuleKind::kArgv: return;
      case RuleKind::kExact: return;  // unfinished_values()
    }
  }

  // The beginning of a known value, in any of its forms. As long as a form may be at least, it is a piece of the secret.
  void unfinished_values() {
    for (const uint32_t number : snapshot_.exact) {
      const RuleSpec& spec = snapshot_.compiled(number).spec();
      if (!applies(spec, number, options_)) continue;
      for (const auto& value : spec.exact) {
        const size_t n = value->unfinished_tail(line_.text);
        if (n == 0) continue;
        const size_t begin = line_.end - n;
        // A value needs no edge, but makes one: the word that it is glued to may be a secret then.
        if (begin > 0 && !is_blank(line_.text[begin - 1])) add(last_word(line_.text.substr(0, begin)), std::nullopt);
        add(begin, n >= ExactForms::kMinBytes ? std::optional<uint32_t>(number) : std::nullopt);
      }
    }
  }

  void add(size_t begin, std::optional<uint32_t> rule) {
    if (begin >= line_.end) return;
    out_.push_back({begin, rule});
    if (rule) earliest_piece_ = std::min(earliest_piece_, begin);
  }

 private:
  void prefix(const CompiledRule& rule, uint32_t number, Span hit) {
    const PrefixSpec& spec = rule.spec().prefix;
    if (!may_begin(line_.text, hit.begin, rule.wants_word_edge())) return;
    const size_t limit = spec.max_length == 0 ? line_.end : std::min(line_.end, hit.end + spec.max_length + 1);
    size_t end = hit.end;
    while (end < limit && rule.alphabet().test(byte(line_.text[end]))) ++end;
    if (end == line_.end) add(hit.begin, end > hit.end ? std::optional<uint32_t>(number) : std::nullopt);
  }

  // RE2 cannot be asked what it still hopes for: all behind the anchor waits while the rule's window reaches it, or for a
  // shape the last word.
  void regex(const CompiledRule& rule, uint32_t number, Span hit) {
    if (line_.end - hit.end > kWindowRightBytes) return;
    const size_t run = std::min(last_run(line_.text), word_begin());
    // The group may stand behind the anchor, or begin with it: then the anchor's own word waits too.
    if (rule.group() == 1 && !rule.begins_with_anchor()) return add(hit.end > run ? run : hit.end, std::nullopt);
    if (run == line_.end) return;
    const bool shape = rule.group() == 0 && hit.end > run;
    add(shape ? std::min(hit.begin, run) : run, shape && hit.end < line_.end ? std::optional<uint32_t>(number) : std::nullopt);
  }

  void context(const CompiledRule& rule, uint32_t number, Span hit) {
    const ContextTier tier = rule.spec().context.tier;
    if (tier == ContextTier::kPem) {
      const auto header_end = pem_header_end(line_, hit);
      if (header_end) add(*header_end, number);
      return;
    }
    if (tier == ContextTier::kVendor) return;  // its token is the last word, which waits in any case
    if (tier == ContextTier::kUrl) return add(unsettled_url(line_, hit), std::nullopt);
    if (looked_at_ > kMaxLooks * line_.end) return;
    const size_t begin = unsettled_key_value(rule, line_, hit, looked_at_);
    if (looked_at_ > kMaxLooks * line_.end) return add(hit.begin, std::nullopt);  // a hostile line: all of it waits
    add(begin, number);
  }


  size_t word_begin() {
    if (!word_begin_) word_begin_ = last_word(line_.text);
    return *word_begin_;
  }

  const Snapshot::Impl& snapshot_;
  Line line_;
  const MaskOptions& options_;
  std::vector<Unsettled>& out_;
  bool argv_ = false;
  size_t earliest_piece_;
  std::optional<size_t> word_begin_;
  size_t looked_at_ = 0;
};

// `echo X | tool` takes its secret from a word far in front of the tool: all behind the first such word waits.
size_t producer_end(std::string_view line) {
  size_t first = line.size();
  for (const std::string_view word : {"echo ", "printf "}) {
    const size_t at = line.find(word);
    if (at != std::string_view::npos && (at == 0 || !is_word(line[at - 1]))) first = std::min(first, at + word.size());
  }
  return first;
}

void search_line(const Snapshot& snapshot, Redactor::Impl& scratch, const EchoSet& echo, std::string_view line,
                 const MaskOptions& options, std::vector<Unsettled>& out) {
  const Snapshot::Impl& impl = snapshot.impl();
  const auto own = impl.scanner->make_scratch();
  scratch.hits.clear();
  impl.scanner->scan(line, *own, scratch.hits);
  Search search(snapshot, line, options, out);
  for (const LiteralHit& hit : scratch.hits) {
    const Span span{hit.end - impl.literals.literals[hit.literal].bytes.size(), hit.end};
    for (uint32_t k = impl.starts[hit.literal]; k < impl.starts[hit.literal + 1]; ++k) search.look_at(span, impl.members[k]);
  }
  search.unfinished_values();
  if (!impl.argv->anchors().empty()) search.add(producer_end(line), std::nullopt);
  // The beginning of an anchor.
  for (size_t n = std::min(impl.longest_anchor, line.size()); n > 0; --n) {
    const size_t at = line.size() - n;
    if (impl.unfinished_anchors.contains(std::string(line.substr(at))) && may_begin(line, at, false)) search.add(at, std::nullopt);
  }
  const size_t run = last_run(line);
  if (may_be_shape(line.substr(run))) search.add(run, std::nullopt);
  if (const size_t n = echo.unfinished_tail(line); n > 0) search.add(line.size() - n, std::nullopt);
}

// What the escapes of the line stand for, and an escape that is not whole yet.
void search_escaped(const Snapshot& snapshot, Redactor::Impl& scratch, const EchoSet& echo, std::string_view line,
                    const MaskOptions& options, std::vector<Unsettled>& out) {
  if (const size_t n = unfinished_code(line); n > 0) out.push_back({line.size() - n, std::nullopt});
  if (!holds_escapes(line)) return;
  UnescapedText view;
  unescape(line, view);
  std::vector<Unsettled> seen;
  const size_t newline = view.text.rfind('\n');  // %0A: what stands before it is another line
  const size_t from = newline == std::string::npos ? 0 : newline + 1;
  search_line(snapshot, scratch, echo, std::string_view(view.text).substr(from), options, seen);
  for (const Unsettled& item : seen) out.push_back({view.raw_at[from + item.begin], item.rule});
  wipe(view.text);
}

}  // namespace

void find_unsettled(const Snapshot& snapshot, Redactor::Impl& scratch, const EchoSet& echo, std::string_view line,
                    const MaskOptions& options, std::vector<Unsettled>& out) {
  search_line(snapshot, scratch, echo, line, options, out);
  search_escaped(snapshot, scratch, echo, line, options, out);
  // A carriage return at the end may be half a line ending, or overprint what follows.
  if (!hides_bytes(line) && !line.ends_with('\r')) return;
  if (const size_t n = unfinished_escape(line); n > 0) out.push_back({line.size() - n, std::nullopt});
  VisibleText visible;
  make_visible(line, visible);
  std::vector<Unsettled> seen;
  search_line(snapshot, scratch, echo, visible.text, options, seen);
  for (const Unsettled& item : seen) out.push_back({visible.raw_at[item.begin], item.rule});
  wipe(visible.text);
}

}  // namespace redactd
