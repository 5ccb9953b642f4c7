// The options of redact-shim exec.
#pragma once

#include <sys/resource.h>

#include <string>

#include "client/link/masker.h"
#include "client/shim/verbs.h"
#include "core/base/result.h"

namespace redactd::shim {

struct ExecOptions {
  link::MaskerOptions masker;
  std::string tag;           // not empty: the masked lines are stored under it
  bool no_pty = false;
  bool json_lines = false;
  bool keep_fds = false;     // the command inherits more than 0, 1 and 2
  bool help = false;
  rlim_t core_limit = 0;     // the command's
  char** command = nullptr;  // ends with a null pointer, as argv does
};

// Errors: shim.usage; they name an option by its place, never its text.
Result<ExecOptions> parse_exec_options(Arguments arguments);

}  // namespace redactd::shim
