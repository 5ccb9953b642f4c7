// Secret memory of libsodium: locked where the limit permits, guarded, left out of core dumps, overwritten when freed.
#pragma once

#include <vector>

#include "core/base/secret_memory.h"

namespace redactd::link {

// One thread's, or one value's. All blocks live until this object ends.
class SodiumMemory : public SecretMemory {
 public:
  // Throws std::bad_alloc where libsodium cannot be prepared.
  SodiumMemory();
  ~SodiumMemory() override;
  SodiumMemory(const SodiumMemory&) = delete;
  SodiumMemory& operator=(const SodiumMemory&) = delete;

  char* allocate(size_t bytes) override;

 private:
  std::vector<void*> blocks_;
};

}  // namespace redactd::link
