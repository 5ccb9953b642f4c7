// Rules from where this program can find them without a daemon.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "client/ctl/globals.h"
#include "core/base/result.h"
#include "core/catalogue/catalogue.h"
#include "core/engine/snapshot.h"

namespace redactd::ctl {

// The *.json files of a directory in order of name, or the file itself. Errors: file.unreadable.
Result<std::vector<RuleFile>> read_rule_files(const std::string& path);

// Directories of the operator's own rules that exist: /etc/redactd and the user's configuration (rules.d, commands.d).
std::vector<std::string> own_rule_dirs();

// The built-in rules, those of `dirs` on top (one with a known id replaces it), the published patterns last.
// Errors: rules.invalid, file.unreadable.
Result<std::vector<RuleSpec>> load_rules(const Globals& globals, const std::vector<std::string>& dirs);

// Compiled, with the search that the daemon uses. Errors: as above, and those of compile_rule().
Result<std::shared_ptr<const Snapshot>> load_snapshot(const Globals& globals, const std::vector<std::string>& dirs);

}  // namespace redactd::ctl
