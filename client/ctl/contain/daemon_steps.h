// The steps of the drill that the daemon does: the ledger's row, the narrow pattern, the dates.
#pragma once

#include <optional>

#include "client/ctl/contain/containment.h"
#include "client/ctl/contain/plan.h"
#include "client/ctl/rpc.h"
#include "core/base/secret_view.h"
#include "core/catalogue/shape.h"

namespace redactd::ctl {

class DaemonSteps {
 public:
  // `secret` and `done` outlive this.
  DaemonSteps(const ContainPlan& plan, SecretView secret, Containment& done);

  // Each adds what it did to `done`; the result says whether it worked, `detail` what a person should know.
  bool record(std::string& detail);
  bool pattern(std::string& detail);
  bool schedule(std::string& detail);

 private:
  bool add_pattern(const Shape& shape, std::string& detail);
  bool hold_as_value(std::string& detail);
  bool keep_for_later(const std::optional<Shape>& shape, std::string& detail);
  bool refuse(const Error& error, std::string& detail);

  const ContainPlan& plan_;
  SecretView secret_;
  Containment& done_;
  std::optional<Rpc> daemon_;
};

}  // namespace redactd::ctl
