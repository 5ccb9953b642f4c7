// Every verb of redactctl; each is defined in the file of its name beside this one.
#pragma once

#include "client/ctl/verb.h"

namespace redactd::ctl {

Run declare_status(CLI::App& app, const Globals& globals);
Run declare_add_pattern(CLI::App& app, const Globals& globals);
Run declare_list_patterns(CLI::App& app, const Globals& globals);
Run declare_show_pattern(CLI::App& app, const Globals& globals);
Run declare_remove_pattern(CLI::App& app, const Globals& globals);
Run declare_promote_pattern(CLI::App& app, const Globals& globals);
Run declare_test(CLI::App& app, const Globals& globals);
Run declare_rules(CLI::App& app, const Globals& globals);
Run declare_reload(CLI::App& app, const Globals& globals);
Run declare_init(CLI::App& app, const Globals& globals);
Run declare_setup(CLI::App& app, const Globals& globals);
Run declare_doctor(CLI::App& app, const Globals& globals);
Run declare_advise(CLI::App& app, const Globals& globals);
Run declare_tail(CLI::App& app, const Globals& globals);
Run declare_top(CLI::App& app, const Globals& globals);
Run declare_metrics(CLI::App& app, const Globals& globals);
Run declare_contain(CLI::App& app, const Globals& globals);
Run declare_scrub(CLI::App& app, const Globals& globals);
Run declare_verify(CLI::App& app, const Globals& globals);
Run declare_hunt(CLI::App& app, const Globals& globals);
Run declare_leaks(CLI::App& app, const Globals& globals);
Run declare_ledger(CLI::App& app, const Globals& globals);
Run declare_vault(CLI::App& app, const Globals& globals);
Run declare_version(CLI::App& app, const Globals& globals);

}  // namespace redactd::ctl
