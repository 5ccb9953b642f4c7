#include "daemon/control/change.h"

#include <nlohmann/json.hpp>

#include "daemon/control/rfc3339.h"

namespace redactd::daemon {
namespace {

using nlohmann::ordered_json;

constexpr const char* kAuditFile = "audit.jsonl";

std::string dump(const ordered_json& value) { return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace); }

std::string audit_line(const WallClock& clock, const Caller* caller, const AuditEntry& entry, uint64_t generation) {
  ordered_json line = {{"time", rfc3339(clock.now_us() / 1'000'000)}, {"action", entry.action}};
  if (!entry.id.empty()) line["id"] = entry.id;
  if (!entry.scope.empty()) line["scope"] = entry.scope;
  if (!entry.reason.empty()) line["reason"] = entry.reason;
  if (entry.forced) line["forced"] = true;
  if (caller != nullptr) line["by"] = {{"uid", caller->peer.uid}, {"gid", caller->peer.gid}, {"pid", caller->peer.pid}};
  line["generation"] = generation;
  return dump(line) + "\n";
}

}  // namespace

std::string change_json(const Change& change) {
  return dump(ordered_json{{"generation", change.generation}, {"added", change.added}, {"removed", change.removed}});
}

Answer audited_change(ControlServices& services, const Caller* caller, const AuditEntry& entry,
                      const std::function<Result<Change>()>& change) {
  const uint64_t next = services.rules.current().generation() + 1;
  const auto before = services.state.append(kAuditFile, audit_line(services.clock, caller, entry, next));
  if (!before) return before.error();
  const Result<Change> changed = change();
  if (!changed) {
    if (Status taken_back = services.state.take_back(kAuditFile, *before); !taken_back) return taken_back.error();
    return changed.error();
  }
  const std::string answer = change_json(*changed);
  const std::string told = entry.hidden ? change_json(Change{changed->generation, {}, {}}) : answer;
  services.publish_event(dump(ordered_json{{"event", "change"}, {"action", entry.action}, {"change", ordered_json::parse(told)}}));
  return answer;
}

Answer audited_act(ControlServices& services, const Caller& caller, const AuditEntry& entry,
                   const std::function<Result<std::string>()>& change) {
  const uint64_t generation = services.rules.current().generation();
  const auto before = services.state.append(kAuditFile, audit_line(services.clock, &caller, entry, generation));
  if (!before) return before.error();
  Result<std::string> changed = change();
  if (!changed) {
    if (Status taken_back = services.state.take_back(kAuditFile, *before); !taken_back) return taken_back.error();
    return changed.error();
  }
  ordered_json event = {{"event", "change"}, {"action", entry.action}};
  if (!entry.id.empty()) event["id"] = entry.id;
  services.publish_event(dump(event));
  return std::move(*changed);
}

void report_expiry(ControlServices& services, const Change& change) {
  for (const std::string& id : change.removed) {
    const AuditEntry entry{"expire", id, "its time was over", {}, false};
    const auto noted = services.state.append(kAuditFile, audit_line(services.clock, nullptr, entry, change.generation));
    if (!noted) ++services.metrics.errors[noted.error().code];
  }
  services.publish_event(dump(ordered_json{{"event", "change"}, {"action", "expire"}, {"change", ordered_json::parse(change_json(change))}}));
}

Status check_may_change(const Caller& caller, const std::optional<uint32_t>& owner_uid) {
  if (caller.may_change || (owner_uid && *owner_uid == caller.peer.uid)) return {};
  return Error{"auth.refused", "Changing this needs root, the daemon's own user, or membership in the operators' group.",
               "Ask an operator, or use --scope user for a pattern that acts on your own lines only."};
}

}  // namespace redactd::daemon
