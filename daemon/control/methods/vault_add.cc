#include <nlohmann/json.hpp>

#include "daemon/control/change.h"
#include "daemon/control/methods.h"
#include "daemon/control/params.h"
#include "daemon/control/vault_book.h"

namespace redactd::daemon {
namespace {

constexpr size_t kMaxPathBytes = 4096;

Error invalid(const char* what) { return Error{"rpc.params_invalid", what, "See docs/protocol.md."}; }

}  // namespace

// Everybody may: a value acts on its owner's lines only. The value itself comes as a descriptor, never as text.
Answer method_vault_add(ControlServices& services, const Caller& caller, const std::string& text) {
  Params params(text);
  const std::string name = params.text("name", true);
  const std::string path = params.text("path");
  if (Status read = params.status(); !read) return read.error();
  if (!is_label(name)) return invalid("The name is not of the form [A-Z][A-Z0-9_]{1,31}.");
  if (!path.empty() && (path.front() != '/' || path.size() > kMaxPathBytes || path.find('\0') != std::string::npos)) {
    return invalid("The path is not absolute.");
  }
  if (caller.file == nullptr) return invalid("No descriptor with the value came with the call.");
  if (services.vault == nullptr) return Error{"vault.unavailable", "This daemon has no vault.", ""};
  const AuditEntry entry{"vault-add", vault_rule_id(name), {}, "user", false, true};
  Answer answer = audited_change(services, &caller, entry, [&] { return services.vault->add(name, caller.peer.uid, path, *caller.file); });
  if (!answer.ok() || path.empty()) return answer;
  auto json = nlohmann::ordered_json::parse(answer.result());
  json["reads_again"] = services.vault->reads_by_itself(path, caller.peer.uid);
  return json.dump();
}

}  // namespace redactd::daemon
