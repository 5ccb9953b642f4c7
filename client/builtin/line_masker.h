// redactd's loadable builtin for bash. SPDX-License-Identifier: GPL-3.0-or-later
// Masks one command line for a shell: never raw, never longer than the deadline, one notice of each kind.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "client/link/masker.h"

namespace redactd::builtin {

class LineMasker {
 public:
  LineMasker();

  // The masked line; hints are given for one that the user has `entered`, not for one from the history file. Where
  // neither the daemon nor the engine inside can mask (out of memory): [REDACTED_LINE].
  std::string mask(std::string_view line, bool entered);

 private:
  void tell(const link::Masked& masked);

  link::Masker masker_;
  bool told_absent_ = false;
  std::set<std::string> told_advice_;
};

}  // namespace redactd::builtin
