// Command lines made mechanically from an argv rule: a tool, one of the places where it takes a secret, a value, a way of writing it.
#pragma once

#include <string>
#include <utility>

#include "core/engine/argv/spec.h"

struct MadeLine {
  std::string text;
  size_t begin = 0;  // of the value's raw bytes, without its quotes
  size_t end = 0;
};

// Drawn with rapidcheck's generators, inside a property.
MadeLine draw_line(const redactd::ArgvSpec& spec);
