#include "client/ctl/usage.h"

namespace redactd::ctl {
namespace {

// "--sample: 1 required TEXT missing" -> "--sample", "SHELL: x not in {...}" -> "SHELL": these texts begin with the name that
// we gave the option or operand.
std::string option_in_front(const std::string& text) {
  size_t end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-");
  return end == std::string::npos || text[end] != ':' ? std::string() : text.substr(0, end);
}

}  // namespace

Error usage_error(const std::string& kind, const std::string& text) {
  Error error{"ctl.usage", "The command line was not understood.", "See redactctl --help, redactctl VERB --help."};
  if (kind == "RequiredError") {
    // These texts hold names of our own options only.
    error.what = text.find("subcommand") != std::string::npos ? "The verb is missing, or is none that there is." : text + ".";
  } else if (kind == "ArgumentMismatch") {
    std::string option = option_in_front(text);
    error.what = option.empty() ? "An option lacks its value, or has too many." : option + " lacks its value, or has too many.";
  } else if (kind == "ExtrasError") {
    error.what = "There is an argument that is no verb, option or operand here.";
  } else if (kind == "ConversionError" || kind == "ValidationError") {
    std::string option = option_in_front(text);
    error.what = option.empty() ? "An option's value is none that it takes." : "The value of " + option + " is none that it takes.";
  } else if (kind == "ExcludesError" || kind == "RequiresError") {
    error.what = text + ".";
  }
  return error;
}

}  // namespace redactd::ctl
