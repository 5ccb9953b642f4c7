#include "client/ctl/leaks/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "client/ctl/globals.h"
#include "client/ctl/output.h"
#include "client/link/fd.h"
#include "client/link/io.h"

namespace redactd::ctl {
namespace {

Error unwritable(const std::string& path) { return Error{"file.unwritable", path + ": " + strerror(errno) + ".", "Name another file with -o."}; }

}  // namespace

Status write_file(const std::string& path, const std::string& text, unsigned mode) {
  struct stat st {};
  // A terminal or a pipe that was named is written to as it is.
  if (stat(path.c_str(), &st) == 0 && !S_ISREG(st.st_mode)) {
    const link::Fd fd(S_ISDIR(st.st_mode) ? -1 : open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
    if (!fd) return unwritable(path);
    return link::write_all(fd.get(), text);
  }
  const std::string fresh = path + ".new-" + std::to_string(getpid());
  link::Fd fd(open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!fd) return unwritable(path);
  Status written = link::write_all(fd.get(), text);
  if (written && (fchmod(fd.get(), mode) != 0 || fsync(fd.get()) != 0 || rename(fresh.c_str(), path.c_str()) != 0)) written = unwritable(path);
  if (!written) unlink(fresh.c_str());
  return written;
}

int write_output(const std::string& path, const std::string& text) {
  if (path.empty() || path == "-") return print(text);
  if (Status written = write_file(path, text); !written.ok()) return fail(written.error());
  return kDone;
}

}  // namespace redactd::ctl
