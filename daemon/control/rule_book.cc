#include "daemon/control/rule_book.h"

#include <algorithm>
#include <set>

#include "daemon/control/prefilter.h"

namespace redactd::daemon {
namespace {

constexpr const char* kFile = "patterns.json";
constexpr int64_t kJumpSeconds = 60;
constexpr uint64_t kNoExpiryMs = 3'600'000;

Error not_found() { return Error{"pattern.not_found", "There is no operator pattern of this id.", "redactctl list-patterns shows them."}; }

bool is_over(const OperatorPattern& pattern, int64_t now_s) { return pattern.expires_at != 0 && pattern.expires_at <= now_s; }

std::set<std::string> id_set(const std::vector<std::shared_ptr<const CompiledRule>>& rules) {
  std::set<std::string> ids;
  for (const auto& rule : rules) {
    if (spec_of(*rule).kind != RuleKind::kExact) ids.insert(spec_of(*rule).id);
  }
  return ids;
}

// A state without patterns is an empty file, or none.
Result<PatternFile> parse_state(const std::string& text) {
  if (text.empty()) return PatternFile{};
  return parse_patterns(text);
}

}  // namespace

// What would be in force after a change.
struct RuleBook::Draft {
  std::vector<std::shared_ptr<const CompiledRule>> catalogue;
  PatternFile file;
  std::vector<std::shared_ptr<const CompiledRule>> compiled;

  Status compile_all() {
    compiled.clear();
    for (const OperatorPattern& pattern : file.patterns) {
      auto rule = compile_rule(pattern.rule);
      if (!rule) return rule.error();
      compiled.push_back(std::move(*rule));
    }
    return {};
  }
  std::vector<std::shared_ptr<const CompiledRule>> all() const {
    auto rules = catalogue;
    rules.insert(rules.end(), compiled.begin(), compiled.end());
    return rules;
  }
};

RuleBook::RuleBook(FileStore& state, FileStore& published, Log& log, ScannerFactory scanner)
    : state_(state), published_(published), log_(log), scanner_(scanner) {}
RuleBook::~RuleBook() = default;

Result<Change> RuleBook::load(std::vector<std::shared_ptr<const CompiledRule>> catalogue, int64_t now_s) {
  auto text = state_.read(kFile);
  if (!text) return text.error();
  Draft draft;
  draft.catalogue = std::move(catalogue);
  auto file = parse_state(*text);
  if (!file) return file.error();
  draft.file = std::move(*file);
  text_ = std::move(*text);
  file_.generation = draft.file.generation;
  Change change;
  auto& patterns = draft.file.patterns;
  for (const OperatorPattern& pattern : patterns) {
    (is_over(pattern, now_s) ? change.removed : change.added).push_back(pattern.rule.id);
  }
  patterns.erase(std::remove_if(patterns.begin(), patterns.end(), [&](const auto& p) { return is_over(p, now_s); }), patterns.end());
  if (Status compiled = draft.compile_all(); !compiled) return compiled.error();
  draft.file.generation = file_.generation + 1;
  std::string fresh = write_patterns(draft.file);
  if (Status stored = state_.replace(kFile, fresh); !stored) log_.error("the start is not written down: " + stored.error().message());
  return put_in_force(std::move(draft), std::move(fresh), std::move(change));
}

const OperatorPattern* RuleBook::find(const std::string& id) const {
  const auto found = std::find_if(file_.patterns.begin(), file_.patterns.end(), [&](const auto& p) { return p.rule.id == id; });
  return found == file_.patterns.end() ? nullptr : &*found;
}

std::vector<std::string> RuleBook::ids() const {
  std::vector<std::string> ids;
  for (const auto& rule : snapshot_->rules()) {
    if (spec_of(*rule).kind != RuleKind::kExact) ids.push_back(spec_of(*rule).id);
  }
  return ids;
}

// State file, snapshot, published copy, in this order: a crash in between loses an unanswered change or none.
Result<Change> RuleBook::commit(Draft draft, Change change) {
  draft.file.generation = file_.generation + 1;
  std::string text = write_patterns(draft.file);
  if (Status stored = state_.replace(kFile, text); !stored) return stored.error();
  return put_in_force(std::move(draft), std::move(text), std::move(change));
}

Change RuleBook::put_in_force(Draft draft, std::string text, Change change) {
  auto rules = draft.all();
  rules.insert(rules.end(), exact_.begin(), exact_.end());
  snapshot_ = Snapshot::build(std::move(rules), draft.file.generation, scanner_);
  text_ = std::move(text);
  catalogue_ = std::move(draft.catalogue);
  compiled_ = std::move(draft.compiled);
  file_ = std::move(draft.file);
  publish();
  change.generation = file_.generation;
  return change;
}

void RuleBook::publish() {
  const std::pair<std::string, std::string> files[] = {
      {kFile, text_}, {"anchors", anchors_file(*snapshot_)}, {"prefilter", prefilter_file(*snapshot_)}};
  for (const auto& [name, text] : files) {
    // The daemon masks by the new rules all the same; only a client without a daemon would not know them.
    if (Status published = published_.replace(name, text); !published) {
      log_.error("publishing " + name + " beside the sockets failed: " + published.error().message());
      // By old ones a shell would take lines for plain that are not: without any it asks.
      if (name != kFile) published_.remove(name);
    }
  }
}

Result<Change> RuleBook::add(OperatorPattern pattern) {
  const std::string id = pattern.rule.id;
  const auto taken = ids();
  if (std::find(taken.begin(), taken.end(), id) != taken.end()) {
    return Error{"pattern.exists", "A rule of this id is in force.", "Choose another id, or remove the pattern first."};
  }
  auto rule = compile_rule(pattern.rule);
  if (!rule) return rule.error();
  Draft draft{catalogue_, file_, compiled_};
  draft.file.patterns.push_back(std::move(pattern));
  draft.compiled.push_back(std::move(*rule));
  return commit(std::move(draft), Change{0, {id}, {}});
}

Result<Change> RuleBook::remove(const std::string& id) {
  const OperatorPattern* pattern = find(id);
  if (pattern == nullptr) return not_found();
  const auto at = pattern - file_.patterns.data();
  Draft draft{catalogue_, file_, compiled_};
  draft.file.patterns.erase(draft.file.patterns.begin() + at);
  draft.compiled.erase(draft.compiled.begin() + at);
  return commit(std::move(draft), Change{0, {}, {id}});
}

Result<Change> RuleBook::set_mode(const std::string& id, RuleMode mode) {
  const OperatorPattern* pattern = find(id);
  if (pattern == nullptr) return not_found();
  const auto at = static_cast<size_t>(pattern - file_.patterns.data());
  Draft draft{catalogue_, file_, compiled_};
  draft.file.patterns[at].rule.mode = mode;
  auto rule = compile_rule(draft.file.patterns[at].rule);
  if (!rule) return rule.error();
  draft.compiled[at] = std::move(*rule);
  return commit(std::move(draft), Change{});
}

Result<Change> RuleBook::set_exact(std::vector<std::shared_ptr<const CompiledRule>> exact, Change change) {
  exact_.swap(exact);
  auto done = commit(Draft{catalogue_, file_, compiled_}, std::move(change));
  if (!done) exact_.swap(exact);
  return done;
}

std::optional<Result<Change>> RuleBook::expire(int64_t now_s, uint64_t monotonic_ms) {
  const int64_t offset = now_s - static_cast<int64_t>(monotonic_ms / 1000);
  if (clock_offset_s_ && std::abs(offset - *clock_offset_s_) > kJumpSeconds) {
    no_expiry_before_ms_ = monotonic_ms + kNoExpiryMs;
    log_.warn("the wall clock jumped; no pattern expires within the next hour");
  }
  clock_offset_s_ = offset;
  if (monotonic_ms < no_expiry_before_ms_) return std::nullopt;
  Draft draft{catalogue_, {}, {}};
  draft.file.generation = file_.generation;
  Change change;
  for (size_t i = 0; i < file_.patterns.size(); ++i) {
    if (is_over(file_.patterns[i], now_s)) {
      change.removed.push_back(file_.patterns[i].rule.id);
    } else {
      draft.file.patterns.push_back(file_.patterns[i]);
      draft.compiled.push_back(compiled_[i]);
    }
  }
  if (change.removed.empty()) return std::nullopt;
  return commit(std::move(draft), std::move(change));
}

Result<Change> RuleBook::reload(std::vector<std::shared_ptr<const CompiledRule>> catalogue, int64_t now_s,
                                std::vector<std::string>& lost) {
  auto text = state_.read(kFile);
  if (!text) return text.error();
  Draft draft;
  draft.catalogue = std::move(catalogue);
  auto file = parse_state(*text);
  if (!file) return file.error();
  draft.file = std::move(*file);
  if (Status compiled = draft.compile_all(); !compiled) return compiled.error();
  std::set<std::string> after = id_set(draft.all());
  for (const OperatorPattern& pattern : file_.patterns) {
    if (is_over(pattern, now_s)) after.insert(pattern.rule.id);  // it is going anyway, by its own time
  }
  Change change;
  const std::set<std::string> before = id_set(snapshot_->rules());
  std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(lost));
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(change.added));
  if (!lost.empty()) {
    return Error{"rules.would_lose", "The reload would lose rules or patterns that are in force; nothing was changed.",
                 "Put them back, or take patterns out with redactctl remove-pattern; rules of files go with a restart."};
  }
  return commit(std::move(draft), std::move(change));
}

}  // namespace redactd::daemon
