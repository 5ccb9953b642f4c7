// One function a method, one file a method (daemon/control/methods/); docs/protocol.md describes each.
#pragma once

#include "daemon/control/environment.h"

namespace redactd::daemon {

// `params` is a JSON object as text.
using Method = Answer (*)(ControlServices& services, const Caller& caller, const std::string& params);

Answer method_status(ControlServices& services, const Caller& caller, const std::string& params);
Answer method_metrics(ControlServices& services, const Caller& caller, const std::string& params);
Answer method_sinks(ControlServices& services, const Caller& caller, const std::string& params);
Answer method_rules_list(ControlServices& services, const Caller& caller, const std::string& params);
Answer method_reload(ControlServices& services, const Caller& caller, const std::string& params);
Answer method_patterns_add(ControlServices& services, const Caller& caller, const std::string& params);
Answer method_patterns_list(ControlServices& services, const Caller& caller, const std::string& params);
Answer method_patterns_get(ControlServices& services, const Caller& caller, const std::string& params);
Answer method_patterns_remove(ControlServices& services, const Caller& caller, const std::string& params);
Answer method_patterns_observe(ControlServices& services, const Caller& caller, const std::string& params);
Answer method_leaks_record(ControlServices& services, const Caller& caller, const std::string& params);
Answer method_leaks_update(ControlServices& services, const Caller& caller, const std::string& params);
Answer method_leaks_set_state(ControlServices& services, const Caller& caller, const std::string& params);
Answer method_leaks_list(ControlServices& services, const Caller& caller, const std::string& params);
Answer method_leaks_calendar(ControlServices& services, const Caller& caller, const std::string& params);
Answer method_leaks_export(ControlServices& services, const Caller& caller, const std::string& params);
Answer method_leaks_import(ControlServices& services, const Caller& caller, const std::string& params);
Answer method_ledger_rekey(ControlServices& services, const Caller& caller, const std::string& params);
Answer method_masks_by_day(ControlServices& services, const Caller& caller, const std::string& params);

Answer method_vault_add(ControlServices& services, const Caller& caller, const std::string& params);
Answer method_vault_list(ControlServices& services, const Caller& caller, const std::string& params);
Answer method_vault_forget(ControlServices& services, const Caller& caller, const std::string& params);

// nullptr: there is no such method. events.subscribe is the session's own (control_session.h).
Method find_method(std::string_view name);

// A descriptor that comes with the call of this method is handed to it (Caller::file); with all others it is closed.
bool takes_file(std::string_view method);

}  // namespace redactd::daemon
