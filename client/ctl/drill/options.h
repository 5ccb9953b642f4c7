// The options that scrub, verify and hunt share.
#pragma once

#include <memory>

#include "client/ctl/drill/selectors.h"
#include "client/files/sweep.h"

namespace CLI {
class App;
}

namespace redactd::ctl {

struct DrillOptions {
  Selectors selectors;
  files::SweepOptions sweep;
  bool standard = false, as_json = false;
};

// PATH..., --standard, --exclude, --jobs, --json. The options live as long as the result.
std::shared_ptr<DrillOptions> declare_drill(CLI::App& app);
// --value-stdin, --rule, --prefix.
void declare_selectors(CLI::App& app, DrillOptions& options);

// Adds the standard places; then reads the value, if one is asked for. Errors: ctl.usage without a path, those of seek().
Result<Sought> prepare_drill(const Globals& globals, DrillOptions& options);

// Sweeps, with its progress on stderr. Errors: those of sweep().
Result<files::SweepReport> run_drill(const Sought& sought, const DrillOptions& options);

}  // namespace redactd::ctl
