#include "core/engine/encoded.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/engine/base64_text.h"
#include "core/engine/escapes.h"
#include "core/engine/find.h"

namespace redactd {
namespace {

void collect_base64(const Snapshot& snapshot, Redactor::Impl& scratch, std::string_view text, const MaskOptions& options,
                    std::vector<Finding>& candidates) {
  std::string decoded;
  std::vector<Finding> inside;
  for (auto run = next_base64_run(text, 0); run; run = next_base64_run(text, run->end)) {
    if (!decode_base64_text(text.substr(run->begin, run->size()), decoded)) continue;
    inside.clear();
    collect_candidates(snapshot, scratch, decoded, options, nullptr, inside);
    for (const Finding& finding : inside) candidates.push_back({run->begin, run->end, finding.rule});
    wipe(decoded);
  }
}

void collect_escaped(const Snapshot& snapshot, Redactor::Impl& scratch, std::string_view text, Span line, const MaskOptions& options,
                     std::vector<Finding>& candidates) {
  UnescapedText view;
  unescape(text.substr(line.begin, line.size()), view);
  if (view.text.size() == line.size()) return;
  std::vector<Finding> inside;
  collect_candidates(snapshot, scratch, view.text, options, nullptr, inside);
  for (const Finding& finding : inside) {
    candidates.push_back({line.begin + view.raw_at[finding.begin], line.begin + view.raw_at[finding.end], finding.rule});
  }
  wipe(view.text);
}

}  // namespace

void collect_encoded(const Snapshot& snapshot, Redactor::Impl& scratch, std::string_view text, const MaskOptions& options,
                     std::vector<Finding>& candidates) {
  collect_base64(snapshot, scratch, text, options, candidates);
  if (!holds_escapes(text)) return;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    if (holds_escapes(text.substr(at, end - at))) collect_escaped(snapshot, scratch, text, {at, end}, options, candidates);
    at = end + 1;
  }
}

}  // namespace redactd
