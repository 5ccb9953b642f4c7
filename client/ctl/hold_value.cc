#include "client/ctl/hold_value.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "client/link/secret_descriptor.h"
#include "core/base/bytes.h"

namespace redactd::ctl {

Result<HeldValue> hold_value(Rpc& daemon, const std::string& name, SecretView value) {
  auto descriptor = link::secret_descriptor(value);
  if (!descriptor.ok()) return descriptor.error();
  using nlohmann::json;
  auto change = daemon.call("vault.add", json{{"name", name}}.dump(-1, ' ', false, json::error_handler_t::replace), descriptor->get());
  if (!change.ok()) return change.error();
  const json document = json::parse(*change, nullptr, false);
  HeldValue held{"vault-" + lowercase(name), document.is_object() ? document.value("generation", uint64_t{0}) : 0, std::move(*change)};
  std::replace(held.id.begin(), held.id.end(), '_', '-');
  return held;
}

}  // namespace redactd::ctl
