#include "daemon/rim/posix/sodium_memory.h"

#include <sodium.h>

#include <algorithm>
#include <new>
#include <utility>

namespace redactd::daemon {
namespace {

constexpr size_t kPieceBytes = 4000;  // with libsodium's canary in front it fits into one page

}  // namespace

void SodiumMemory::Free::operator()(char* bytes) const { sodium_free(bytes); }

char* SodiumMemory::allocate(size_t bytes) {
  if (bytes > left_) {
    const size_t size = std::max(bytes, kPieceBytes);
    if (sodium_init() < 0) throw std::bad_alloc();
    std::unique_ptr<char, Free> piece(static_cast<char*>(sodium_malloc(size)));
    // sodium_malloc() goes on where it could not lock; asking again tells.
    if (!piece || sodium_mlock(piece.get(), size) != 0) throw std::bad_alloc();
    sodium_memzero(piece.get(), size);
    at_ = piece.get();
    left_ = size;
    pieces_.push_back(std::move(piece));
  }
  left_ -= bytes;
  return std::exchange(at_, at_ + bytes);
}

}  // namespace redactd::daemon
