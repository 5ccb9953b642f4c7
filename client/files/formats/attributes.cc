#include "client/files/formats/attributes.h"

#include <sys/xattr.h>

#include <cerrno>
#include <string>
#include <vector>

#include "client/files/obstacle.h"

namespace redactd::files {
namespace {

constexpr const char* kAccessList = "system.posix_acl_access";

std::optional<std::vector<std::string>> names_of(int fd) {
  ssize_t size = flistxattr(fd, nullptr, 0);
  if (size < 0) return errno == ENOTSUP ? std::optional(std::vector<std::string>{}) : std::nullopt;
  std::string list(static_cast<size_t>(size), '\0');
  size = flistxattr(fd, list.data(), list.size());
  if (size < 0) return std::nullopt;
  std::vector<std::string> names;
  for (size_t at = 0; at < static_cast<size_t>(size); at += names.back().size() + 1) names.emplace_back(list.c_str() + at);
  return names;
}

bool copy_attribute(int from, int to, const std::string& name) {
  ssize_t size = fgetxattr(from, name.c_str(), nullptr, 0);
  if (size < 0) return false;
  std::string value(static_cast<size_t>(size), '\0');
  size = fgetxattr(from, name.c_str(), value.data(), value.size());
  if (size < 0) return false;
  return fsetxattr(to, name.c_str(), value.data(), static_cast<size_t>(size), 0) == 0;
}

// Those that the kernel or a security module sets by itself, and that only they may set.
bool is_dispensable(const std::string& name) {
  return name.starts_with("security.") || name.starts_with("trusted.") || (name.starts_with("system.") && name != kAccessList);
}

}  // namespace

std::optional<Fault> copy_attributes(int from, const struct stat& facts, int to, bool keep_times, const std::string& path) {
  struct stat made{};
  if (fstat(to, &made) != 0) return errno_fault("The new file could not be looked at", errno);
  if ((made.st_uid != facts.st_uid || made.st_gid != facts.st_gid) && fchown(to, facts.st_uid, facts.st_gid) != 0) {
    return left_fault(obstacle(errno, from, path));
  }
  auto names = names_of(from);
  if (!names) return errno_fault("The extended attributes could not be read", errno);
  bool has_list = false;
  for (const auto& name : *names) {
    has_list = has_list || name == kAccessList;
    if (!copy_attribute(from, to, name) && !is_dispensable(name)) return errno_fault("An extended attribute could not be kept", errno);
  }
  if (!has_list) fremovexattr(to, kAccessList);  // one that the directory gave it
  if (fchmod(to, facts.st_mode & 07777) != 0) return errno_fault("The mode could not be kept", errno);
  if (keep_times) {
    const timespec times[] = {facts.st_atim, facts.st_mtim};
    if (futimens(to, times) != 0) return errno_fault("The times could not be kept", errno);
  }
  return std::nullopt;
}

}  // namespace redactd::files
