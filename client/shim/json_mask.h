// One line of JSON, masked so that it stays JSON.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace redactd::shim {

// Masks a text as a whole; equal to its argument if there is nothing to mask.
using MaskFn = std::function<std::string(std::string_view)>;

// `line` is valid JSON; so is the answer, and strict readers take it if they take the line. Tried in turn: the line masked as it
// stands (that keeps what a key says of its value), with strings that hold escapes masked by their meaning too; masks that stand
// for a number put in quotes; each string by itself; last, the whole masked line as one JSON string.
std::string mask_json(std::string_view line, const MaskFn& mask);

}  // namespace redactd::shim
