#include "client/shim/messages.h"

#include <unistd.h>

#include <string>

#include "client/link/io.h"

namespace redactd::shim {

void complain(const Error& error) {
  Status written = link::write_all(STDERR_FILENO, "redact-shim: " + error.message() + "\n");
  (void)written.ok();  // nobody is left to tell
}

int usage_error(std::string_view code, std::string_view what) {
  complain(Error{std::string(code), std::string(what), "See redact-shim --help."});
  return kExitUsage;
}

}  // namespace redactd::shim
