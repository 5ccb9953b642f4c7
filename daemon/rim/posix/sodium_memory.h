// SecretMemory of libsodium: locked, between guard pages, left out of core dumps, overwritten before it is given back.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "core/base/secret_memory.h"

namespace redactd::daemon {

// Gives out slices of a few large pieces, since each piece costs whole pages. Throws std::bad_alloc where memory cannot be
// locked: bytes that may be swapped out are no place for a secret.
class SodiumMemory : public SecretMemory {
 public:
  SodiumMemory() = default;
  SodiumMemory(const SodiumMemory&) = delete;
  SodiumMemory& operator=(const SodiumMemory&) = delete;

  char* allocate(size_t bytes) override;

 private:
  struct Free {
    void operator()(char* bytes) const;
  };
  std::vector<std::unique_ptr<char, Free>> pieces_;
  char* at_ = nullptr;  // the rest of the last piece
  size_t left_ = 0;
};

}  // namespace redactd::daemon
