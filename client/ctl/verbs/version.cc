#include "client/ctl/output.h"
#include "client/ctl/verbs/verbs.h"

namespace redactd::ctl {

Run declare_version(CLI::App&, const Globals&) {
  return [] { return print("redactctl " REDACTD_VERSION "\n"); };
}

}  // namespace redactd::ctl
