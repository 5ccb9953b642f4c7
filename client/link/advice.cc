#include "client/link/advice.h"

#include <unistd.h>

#include "client/link/io.h"
#include "client/link/paths.h"
#include "core/base/bytes.h"

namespace redactd::link {

std::string advise_off_path() {
  std::string dir = user_config_dir();
  return dir.empty() ? dir : dir + "/advise.off";
}

void print_advice(const std::vector<std::string>& advice) {
  if (advice.empty()) return;
  std::string off = advise_off_path();
  if (!off.empty() && access(off.c_str(), F_OK) == 0) return;
  std::string lines;
  for (const std::string& line : advice) lines += "redactd: " + escape_for_terminal(line) + "\n";
  Status written = write_all(STDERR_FILENO, lines);
  (void)written.ok();  // a hint that cannot be shown is no failure
}

}  // namespace redactd::link
