// The whole drill, in the order that stops the bleeding first (design 11, "Commands").
#pragma once

#include "client/ctl/contain/containment.h"
#include "client/ctl/contain/plan.h"
#include "client/files/sweep.h"
#include "core/base/result.h"
#include "core/base/secret_view.h"

namespace redactd::ctl {

// record, pattern, scrub, hunt, verify, schedule. Without a daemon the steps on files are still done. Nothing was done if the
// result is an error: those of drill::check_value(); drill.path.missing.
Result<Containment> contain(const ContainPlan& plan, SecretView secret, const files::ProgressFn& progress);

}  // namespace redactd::ctl
