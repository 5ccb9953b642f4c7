// What the control methods work on. JSON passes as text, so that no header needs the library.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "daemon/control/rule_book.h"
#include "daemon/metrics/metrics.h"
#include "daemon/ports/clock.h"
#include "daemon/ports/file_store.h"
#include "daemon/ports/peer.h"
#include "daemon/ports/received_file.h"
#include "daemon/ports/sink_status.h"

namespace redactd::daemon {

// Who calls, and what the kernel says that they may do.
struct Caller {
  Peer peer;
  bool may_change = false;  // root, the daemon's own uid, or a member of the operators' group
  ReceivedFile* file = nullptr;  // the descriptor that came with this call; null: none did. Closed when the method returns.
};

// A refusal with more than its code: `data` is a JSON object or empty.
struct Refusal {
  Error error;
  std::string data;
};

// A method's answer: JSON text, or why not.
class Answer {
 public:
  Answer(std::string result) : result_(std::move(result)) {}
  Answer(Error error) : refusal_{std::move(error), {}}, ok_(false) {}
  Answer(Refusal refusal) : refusal_(std::move(refusal)), ok_(false) {}
  bool ok() const { return ok_; }
  const std::string& result() const { return result_; }
  const Refusal& refusal() const { return refusal_; }

 private:
  std::string result_;
  Refusal refusal_;
  bool ok_ = true;
};

// The rim's part of a reload: reads the rule files. Its refusal holds every fault.
struct CatalogueRead {
  std::vector<std::shared_ptr<const CompiledRule>> rules;
  std::vector<std::string> faults;  // "FILE:LINE POINTER: CODE: what. hint"
};

struct LeakServices;  // daemon/control/leak_services.h
class VaultBook;      // daemon/control/vault_book.h

struct ControlServices {
  RuleBook& rules;
  Metrics& metrics;
  FileStore& state;
  const WallClock& clock;
  const SinkReport& sinks;
  std::string version;
  std::function<CatalogueRead()> read_catalogue;
  std::function<uint64_t()> connections;
  std::function<uint64_t()> uptime_s;
  std::function<void(std::string_view params_json)> publish_event;
  LeakServices* leaks = nullptr;  // null: this daemon has no ledger
  VaultBook* vault = nullptr;     // null: this daemon holds no values
  uint32_t own_uid = 0;           // the daemon's
};

}  // namespace redactd::daemon
