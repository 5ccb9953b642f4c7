// A foreign pattern made fit for a rule: one line, one group, no lookaround.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/import/pattern.h"

namespace redactd {

struct TranslateOptions {
  bool vectorscan = false;     // the dialect, see parse_foreign_pattern()
  int secret_group = 0;        // which group the secret is; 0: a group with a telling name, else as the next line says
  bool last_group = false;     // of several groups in a row the last one, else the first
  bool open_ends = false;      // upper limits of repeats are left out: for patterns that are too large otherwise
};

struct Translation {
  PatternNode tree;            // what write_pattern() makes the rule's pattern of
  bool context = false;        // the secret is told by what stands in front of it
  bool constant = false;       // what is masked is the same text each time
  std::vector<std::string> notes;
};

// One translation, or several where the secret may be one of several groups. Errors: those of parse_foreign_pattern(), and
// import.pattern.lookaround, .newline, .groups.
Result<std::vector<Translation>> translate_pattern(std::string_view pattern, const TranslateOptions& options);

}  // namespace redactd
