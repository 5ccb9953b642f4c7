// The rules in force: the catalogue's and the operator's patterns. Every change is durable before it acts, and acts before it
// is answered; nothing goes that was not named.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/catalogue/patterns.h"
#include "core/engine/snapshot.h"
#include "daemon/ports/file_store.h"
#include "daemon/ports/log.h"
#include "daemon/ports/snapshot_source.h"

namespace redactd::daemon {

struct Change {
  uint64_t generation = 0;
  std::vector<std::string> added, removed;
};

class RuleBook : public SnapshotSource {
 public:
  // `state` keeps patterns.json; `published` is where clients look (patterns.json, anchors, prefilter). Both outlive the book.
  RuleBook(FileStore& state, FileStore& published, Log& log, ScannerFactory scanner);
  ~RuleBook() override;

  // At start: the catalogue's rules and what the state directory holds. Expired patterns are left out and named in the change.
  // A full or failing disk does not keep the daemon from masking: the start is then not written down.
  // Errors: patterns.file.*, rules.*; state.io where the file cannot be read.
  Result<Change> load(std::vector<std::shared_ptr<const CompiledRule>> catalogue, int64_t now_s);

  const Snapshot& current() const override { return *snapshot_; }
  const std::vector<OperatorPattern>& patterns() const { return file_.patterns; }
  const OperatorPattern* find(const std::string& id) const;
  std::vector<std::string> ids() const;  // of every rule in force, but for values
  size_t catalogue_size() const { return catalogue_.size(); }

  // Errors: pattern.exists, compile_rule()'s, state.*.
  Result<Change> add(OperatorPattern pattern);
  // Errors: pattern.not_found, state.*.
  Result<Change> remove(const std::string& id);
  Result<Change> set_mode(const std::string& id, RuleMode mode);

  // The rules of kind exact (VaultBook's): they stand in every snapshot from now on, and in no file. Before load(): in force with
  // it. Errors: state.*; nothing has changed then.
  void begin_with_exact(std::vector<std::shared_ptr<const CompiledRule>> exact) { exact_ = std::move(exact); }
  Result<Change> set_exact(std::vector<std::shared_ptr<const CompiledRule>> exact, Change change);

  // Takes patterns out whose time is over. nullopt: none was. The wall clock may jump: after one of more than a minute nothing
  // expires for an hour (monotonic), in which an operator or NTP may put it right.
  std::optional<Result<Change>> expire(int64_t now_s, uint64_t monotonic_ms);

  // Takes a new catalogue and the patterns that patterns.json holds now. Refused with rules.would_lose if an id that is in
  // force would go; `lost` then lists them.
  Result<Change> reload(std::vector<std::shared_ptr<const CompiledRule>> catalogue, int64_t now_s, std::vector<std::string>& lost);

 private:
  struct Draft;
  Result<Change> commit(Draft draft, Change change);
  Change put_in_force(Draft draft, std::string text, Change change);
  void publish();

  FileStore& state_;
  FileStore& published_;
  Log& log_;
  ScannerFactory scanner_;
  std::vector<std::shared_ptr<const CompiledRule>> catalogue_;
  PatternFile file_;
  std::vector<std::shared_ptr<const CompiledRule>> compiled_;  // of file_.patterns, in the same order
  std::vector<std::shared_ptr<const CompiledRule>> exact_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::string text_;  // patterns.json as it stands
  std::optional<int64_t> clock_offset_s_;
  uint64_t no_expiry_before_ms_ = 0;
};

// The literals of which every finding of `snapshot` holds at least one, caseless, for shells that look before they ask:
// first line the generation, then one literal a line. Nothing of a value stands there: if there are any, the last line is empty,
// which is a literal that every line holds.
std::string anchors_file(const Snapshot& snapshot);

}  // namespace redactd::daemon
