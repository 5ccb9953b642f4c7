#include "core/engine/redactor.h"

#include "core/engine/find.h"
#include "core/engine/write.h"

namespace redactd {

Redactor::Redactor() : impl_(std::make_unique<Impl>()) {}
Redactor::~Redactor() = default;

void Redactor::find(const Snapshot& snapshot, std::string_view text, const MaskOptions& options, std::vector<Finding>& findings,
                    MaskReport* report) {
  findings.clear();
  collect_all(snapshot, *impl_, text, options, nullptr, findings);
  if (findings.empty()) return;
  settle(snapshot, *impl_, text, options, impl_->echo, false, false, findings, report);
  impl_->echo.clear();
}

MaskReport Redactor::mask(const Snapshot& snapshot, std::string_view text, const MaskOptions& options, std::string& out) {
  MaskReport report;
  find(snapshot, text, options, impl_->findings, &report);
  write_masked(snapshot, text, impl_->findings, options, out, report);
  return report;
}

}  // namespace redactd
