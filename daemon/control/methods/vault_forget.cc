#include "daemon/control/change.h"
#include "daemon/control/methods.h"
#include "daemon/control/params.h"
#include "daemon/control/vault_book.h"

namespace redactd::daemon {

// One's own; root may name another's `uid`.
Answer method_vault_forget(ControlServices& services, const Caller& caller, const std::string& text) {
  Params params(text);
  const std::string name = params.text("name", true);
  const auto uid = params.number("uid");
  if (Status read = params.status(); !read) return read.error();
  if (uid && (*uid < 0 || *uid > UINT32_MAX)) return Error{"rpc.params_invalid", "The uid is none.", "See docs/protocol.md."};
  const uint32_t owner = uid ? static_cast<uint32_t>(*uid) : caller.peer.uid;
  if (owner != caller.peer.uid && caller.peer.uid != 0) {
    return Error{"auth.refused", "Only root forgets the values of others.", "Name one of your own."};
  }
  if (services.vault == nullptr || !is_label(name)) {
    return Error{"vault.not_found", "The vault has no value of this name.", "redactctl vault list shows yours."};
  }
  const AuditEntry entry{"vault-forget", vault_rule_id(name), {}, "user", false, true};
  return audited_change(services, &caller, entry, [&] { return services.vault->forget(name, owner); });
}

}  // namespace redactd::daemon
