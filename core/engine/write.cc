#include "core/engine/write.h"

namespace redactd {

std::string mask_text(const Snapshot& snapshot, const Finding& finding, std::string_view text, const MaskOptions& options) {
  if (finding.rule == Finding::kLineBudget) return "[REDACTED_LINE]";
  const RuleSpec& rule = snapshot.rule(finding.rule);
  std::string mask = "[REDACTED_" + rule.label;
  if (rule.fingerprint && options.fingerprint != nullptr) {
    const std::string fingerprint = options.fingerprint(options.fingerprint_context, SecretView(text.substr(finding.begin, finding.end - finding.begin)));
    if (!fingerprint.empty()) mask += ":" + fingerprint;
  }
  return mask += ']';
}

void write_masked(const Snapshot& snapshot, std::string_view text, const std::vector<Finding>& findings, const MaskOptions& options,
                  std::string& out, MaskReport& report) {
  size_t at = 0;
  for (const Finding& finding : findings) {
    out.append(text, at, finding.begin - at);
    at = finding.end;
    if (finding.continued) continue;
    out += mask_text(snapshot, finding, text, options);
    ++report.findings;
    if (finding.rule != Finding::kLineBudget) report.rules.push_back(finding.rule);
  }
  out.append(text, at, text.size() - at);
}

}  // namespace redactd
