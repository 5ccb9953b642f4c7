#include "client/ctl/own_path.h"

#include <unistd.h>

#include <array>

namespace redactd::ctl {

std::string own_path() {
  std::array<char, 4096> path{};
  const ssize_t size = readlink("/proc/self/exe", path.data(), path.size());
  return size > 0 ? std::string(path.data(), static_cast<size_t>(size)) : std::string();
}

}  // namespace redactd::ctl
