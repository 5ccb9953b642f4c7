#include "client/ctl/contain/pending.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "client/link/fd.h"
#include "client/link/io.h"
#include "client/link/paths.h"

namespace redactd::ctl {
namespace {

Error failed(const std::string& path) {
  return Error{"io.write_failed", "The pattern could not be kept in " + path + ": " + strerror(errno) + ".",
               "Start redactd and run this again, or name its state directory with --state-dir."};
}

// Where a daemon of ours will look: a state directory that is there and may be written to, else the one that it will make.
std::string state_dir(const Globals& globals) {
  const std::vector<std::string> dirs = link::state_dirs(globals.state_dir);
  for (auto dir = dirs.rbegin(); dir != dirs.rend(); ++dir) {
    if (link::is_private_dir(*dir) && access(dir->c_str(), W_OK | X_OK) == 0) return *dir;
  }
  return dirs.empty() ? std::string() : dirs.front();
}

}  // namespace

Result<std::string> keep_pattern_for_later(const Globals& globals, const std::string& params_json) {
  const std::string dir = state_dir(globals);
  const std::string path = dir + "/pending.jsonl";
  std::error_code error;
  const mode_t before = umask(0077);
  std::filesystem::create_directories(dir, error);
  umask(before);
  const link::Fd file(open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (file.get() < 0 || flock(file.get(), LOCK_EX) != 0) return failed(path);
  if (!link::write_all(file.get(), params_json + "\n").ok() || fsync(file.get()) != 0) return failed(path);
  return path;
}

}  // namespace redactd::ctl
