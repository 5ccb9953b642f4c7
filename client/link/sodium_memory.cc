#include "client/link/sodium_memory.h"

#include <sodium.h>

#include <cstring>
#include <new>

namespace redactd::link {

SodiumMemory::SodiumMemory() {
  if (sodium_init() < 0) throw std::bad_alloc();
}

SodiumMemory::~SodiumMemory() {
  for (void* block : blocks_) sodium_free(block);
}

char* SodiumMemory::allocate(size_t bytes) {
  blocks_.reserve(blocks_.size() + 1);  // so that nothing can throw between allocating and remembering
  void* block = sodium_malloc(bytes);
  if (block == nullptr) throw std::bad_alloc();
  blocks_.push_back(block);
  memset(block, 0, bytes);
  return static_cast<char*>(block);
}

}  // namespace redactd::link
