#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <memory>

#include "client/ctl/output.h"
#include "client/ctl/verbs/verbs.h"
#include "client/link/advice.h"
#include "client/link/fd.h"

namespace redactd::ctl {
namespace {

// Makes the directories above the file; an existing one is left as it is.
void make_parents(const std::string& path) {
  for (size_t slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1)) {
    mkdir(path.substr(0, slash).c_str(), 0700);
  }
}

int switch_hints(bool off) {
  std::string path = link::advise_off_path();
  Error failed{"file.unwritable", "The switch could not be written.", "It is the file advise.off in redactd's configuration directory."};
  if (path.empty()) return fail(failed);
  if (off) {
    make_parents(path);
    link::Fd fd(open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd) return fail(failed);
    return print("Hints are off.\n");
  }
  if (unlink(path.c_str()) != 0 && errno != ENOENT) return fail(failed);
  return print("Hints are on.\n");
}

}  // namespace

Run declare_advise(CLI::App& app, const Globals&) {
  auto state = std::make_shared<std::string>();
  app.add_option("STATE", *state, "off or on")->required()->check(CLI::IsMember({"on", "off"}));
  return [state] { return switch_hints(*state == "off"); };
}

}  // namespace redactd::ctl
