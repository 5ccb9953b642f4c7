// In-memory twins of the daemon's ports, which can be told to fail.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "daemon/ports/clock.h"
#include "daemon/ports/file_store.h"
#include "daemon/ports/log.h"
#include "daemon/ports/record_store.h"
#include "daemon/ports/snapshot_source.h"

namespace redactd::daemon::twins {

struct Files : FileStore {
  std::map<std::string, std::string> files;
  bool full = false;

  Result<std::string> read(const std::string& name) override { return files[name]; }
  Status replace(const std::string& name, std::string_view text) override {
    if (full) return Error{"state.no_space", "Full.", ""};
    files[name] = text;
    return {};
  }
  void remove(const std::string& name) override { files.erase(name); }
  Result<uint64_t> append(const std::string& name, std::string_view line) override {
    if (full) return Error{"state.no_space", "Full.", ""};
    const uint64_t before = files[name].size();
    files[name] += line;
    return before;
  }
  Status take_back(const std::string& name, uint64_t length) override {
    files[name].resize(length);
    return {};
  }
};

struct Store : RecordStore {
  struct Taken {
    Record record;
    StoreTicket ticket;
    bool later;
  };
  std::vector<Taken> taken;
  bool is_busy = false;
  void store(const Record& record, const StoreTicket& ticket, bool later) override { taken.push_back({record, ticket, later}); }
  bool busy() const override { return is_busy; }
};

struct Clock : WallClock {
  int64_t us = 1'700'000'000'000'000;
  int64_t now_us() const override { return us; }
};

struct Quiet : Log {
  void debug(std::string_view) override {}
  void info(std::string_view) override {}
  void warn(std::string_view) override {}
  void error(std::string_view) override {}
};

// One rule: zq_ and 16 lower hex digits.
inline RuleSpec example_rule(const std::string& id = "example", const std::string& prefix = "zq_") {
  RuleSpec rule;
  rule.id = id;
  rule.label = "EXAMPLE";
  rule.kind = RuleKind::kRegex;
  rule.regex.pattern = prefix + "[0-9a-f]{16}";
  rule.regex.anchors = {prefix};
  return rule;
}

struct Rules : SnapshotSource {
  std::shared_ptr<const Snapshot> snapshot = Snapshot::build({compile_rule(example_rule()).value()}, 7, make_hash_scanner);
  const Snapshot& current() const override { return *snapshot; }
};

}  // namespace redactd::daemon::twins
