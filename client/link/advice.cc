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

std::vector<std::string> wanted_advice(const std::vector<std::string>& advice) {
  std::vector<std::string> wanted;
  std::string off = advise_off_path();
  if (advice.empty() || (!off.empty() && access(off.c_str(), F_OK) == 0)) return wanted;
  for (const std::string& line : advice) wanted.push_back(escape_for_terminal(line));
  return wanted;
}

void print_advice(const std::vector<std::string>& advice) {
  std::string lines;
  for (const std::string& line : wanted_advice(advice)) lines += "redactd: " + line + "\n";
  if (lines.empty()) return;
  Status written = write_all(STDERR_FILENO, lines);
  (void)written.ok();  // a hint that cannot be shown is no failure
}

}  // namespace redactd::link
