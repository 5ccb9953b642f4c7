#include "client/ctl/terminal.h"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace redactd::ctl {

bool colours_on(int fd) {
  const char* no_colour = std::getenv("NO_COLOR");
  if (no_colour != nullptr && *no_colour != '\0') return false;
  const char* term = std::getenv("TERM");
  return isatty(fd) == 1 && (term == nullptr || std::string_view(term) != "dumb");
}

}  // namespace redactd::ctl
