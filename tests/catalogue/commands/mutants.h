// A rule of the command table with one of its parts taken away, for each part: what the rows must notice.
#pragma once

#include <string>
#include <vector>

#include "core/engine/argv/spec.h"

struct Mutant {
  std::string without;  // "tool mysqldump", "flag --pass"
  redactd::ArgvSpec spec;
};

std::vector<Mutant> mutants_of(const redactd::ArgvSpec& spec);
