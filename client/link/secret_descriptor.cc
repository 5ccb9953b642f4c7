#include "client/link/secret_descriptor.h"

#include <fcntl.h>
#include <sys/mman.h>

#include <cerrno>
#include <cstring>

namespace redactd::link {
namespace {

Error no_memory(const char* what) {
  return Error{"io.no_memory", std::string(what) + ": " + std::strerror(errno) + ".", "Raise ulimit -l, or make room."};
}

}  // namespace

Result<Fd> secret_descriptor(SecretView secret) {
  Fd fd(memfd_create("redactd-value", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!fd) return no_memory("There is no memory for the secret");
  const size_t size = secret.size();
  if (size > 0) {
    if (ftruncate(fd.get(), static_cast<off_t>(size)) != 0) return no_memory("There is no memory for the secret");
    void* const place = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd.get(), 0);
    if (place == MAP_FAILED) return no_memory("The memory for the secret could not be mapped");
    const bool locked = mlock(place, size) == 0;
    if (locked) std::memcpy(place, secret.expose().data(), size);
    const Error fault = no_memory("The memory for the secret could not be locked");
    munmap(place, size);
    if (!locked) return fault;
  }
  // A descriptor that can still be written would let its sender change the value behind the checks.
  if (fcntl(fd.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
    return no_memory("The memory for the secret could not be sealed");
  }
  return fd;
}

}  // namespace redactd::link
