// Where secret bytes may stand: memory that is locked, left out of core dumps, and wiped before it is given back.
#pragma once

#include <cstddef>

namespace redactd {

// Gives out memory that lives as long as this object. Implementations stand where a library or the system may be called
// (client/link, daemon/rim/posix); tests use plain memory. Not thread-safe.
class SecretMemory {
 public:
  virtual ~SecretMemory() = default;
  // Never null; writable, zeroed. Throws std::bad_alloc where there is no such memory.
  virtual char* allocate(size_t bytes) = 0;
};

}  // namespace redactd
