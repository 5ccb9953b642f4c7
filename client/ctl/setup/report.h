// What setup did, for people and as JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/ctl/setup/change_shell.h"
#include "client/ctl/setup/proof.h"
#include "client/ctl/setup/service.h"

namespace redactd::ctl {

struct SetupReport {
  std::vector<ShellChange> shells;
  std::optional<ServiceResult> service;
  std::vector<ProofResult> proof;
};

// {"shells": [{"shell", "file", "action", "backup", "note", "error"}], "service": {"state", "say"} or null,
// "proof": [{"path", "masked", "where", "shown", "fault"}]}
std::string setup_json(const SetupReport& report);

// "bash: ~/.bashrc: added ..." One paragraph.
std::string describe(const ShellChange& change);

// "mask: masked in ...:" and the line.
std::string describe(const ProofResult& result);

// 0; 1 if a path did not mask; 5 if a file or the service could not be changed.
int setup_status(const SetupReport& report);

}  // namespace redactd::ctl
