#include "client/ctl/vault/value_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "client/link/io.h"

namespace redactd::ctl {
namespace {

// Of the directory alone: a link in the last place is refused, not resolved.
std::string absolute(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string directory = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  struct Free {
    void operator()(char* text) const { free(text); }
  };
  const std::unique_ptr<char, Free> real(realpath(directory.c_str(), nullptr));
  if (!real) return {};
  const std::string base(real.get());
  return (base == "/" ? base : base + "/") + (slash == std::string::npos ? path : path.substr(slash + 1));
}

Status check(const struct stat& st, const std::string& path) {
  if (!S_ISREG(st.st_mode)) return Error{"vault.file.type", "That is no regular file.", "Name the file that holds the value."};
  if (st.st_uid != geteuid()) {
    return Error{"vault.file.owner", "The file belongs to another user (uid " + std::to_string(st.st_uid) + ").",
                 "Its owner can change it: chown it to yourself, or make a copy of your own."};
  }
  if ((st.st_mode & 077) != 0) {
    return Error{"vault.file.mode", "Others than its owner have permissions on the file.", "chmod 600 '" + path + "'"};
  }
  if (st.st_nlink != 1) {
    return Error{"vault.file.links", "The file has " + std::to_string(st.st_nlink) + " names.", "Make a copy with one name, and remove the others."};
  }
  return {};
}

Error failed(const char* what) { return Error{"io.write_failed", std::string(what) + ": " + strerror(errno) + ".", "Nothing was changed."}; }

Result<link::Fd> open_directory(const std::string& path) {
  for (size_t at = path.find('/', 1); at != std::string::npos; at = path.find('/', at + 1)) mkdir(path.substr(0, at).c_str(), 0700);
  mkdir(path.c_str(), 0700);
  link::Fd fd(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat st {};
  if (!fd || fstat(fd.get(), &st) != 0) return failed("The vault's directory cannot be opened");
  if (st.st_uid != geteuid()) return Error{"vault.directory", "The vault's directory belongs to another user.", "Move '" + path + "' away."};
  if ((st.st_mode & 077) != 0) return Error{"vault.directory", "Others may look into the vault's directory.", "chmod 700 '" + path + "'"};
  return fd;
}

}  // namespace

Result<ValueFile> open_value_file(const std::string& path) {
  ValueFile file;
  file.fd.reset(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  if (!file.fd && errno == ELOOP) return Error{"vault.file.type", "That is a symbolic link.", "Name the file itself."};
  if (!file.fd && errno == ENOENT) return Error{"file.absent", "There is no such file.", ""};
  struct stat st {};
  if (!file.fd || fstat(file.fd.get(), &st) != 0) return Error{"file.io", std::string("The file cannot be opened: ") + strerror(errno) + ".", ""};
  if (Status checked = check(st, path); !checked.ok()) return checked.error();
  file.path = absolute(path);
  if (file.path.empty()) return Error{"file.io", "The file's directory cannot be named.", ""};
  return file;
}

Result<std::string> store_value(const std::string& directory, const std::string& name, SecretView value) {
  auto folder = open_directory(directory);
  if (!folder.ok()) return folder.error();
  const std::string fresh = name + ".new";
  unlinkat(folder->get(), fresh.c_str(), 0);  // of a crash
  link::Fd fd(openat(folder->get(), fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!fd) return failed("The value's file cannot be made");
  Status written = fchmod(fd.get(), 0600) == 0 ? link::write_all(fd.get(), value.expose()) : Status(failed("The value's file cannot be made"));
  if (written.ok() && fsync(fd.get()) != 0) written = failed("The value's file cannot be synced");
  if (written.ok() && renameat(folder->get(), fresh.c_str(), folder->get(), name.c_str()) != 0) written = failed("The value's file cannot be renamed");
  if (!written.ok()) {
    unlinkat(folder->get(), fresh.c_str(), 0);
    return written.error();
  }
  if (fsync(folder->get()) != 0) return failed("The vault's directory cannot be synced");
  return directory + "/" + name;
}

}  // namespace redactd::ctl
