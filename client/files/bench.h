// What one thread works with: one buffer in locked memory, used for file after file, and a scratch page beside it.
#pragma once

#include <optional>

#include "client/link/sodium_memory.h"
#include "core/drill/window.h"

namespace redactd::files {

class Bench {
 public:
  static constexpr size_t kScratchBytes = 64 * 1024;

  explicit Bench(const drill::Target& target)
      : target_(target), memory_(locked_), scratch_(locked_.allocate(kScratchBytes)), kept_(locked_.allocate(kScratchBytes)) {}

  // The window of the next range; what an earlier call gave is over. See drill::Window.
  drill::Window& window(uint64_t begin, uint64_t report_from) {
    window_.reset();
    memory_.reset();
    return window_.emplace(target_, memory_, begin, report_from);
  }
  // kScratchBytes each; locked.
  char* scratch() { return scratch_; }
  char* kept() { return kept_; }

 private:
  // Locking a megabyte anew for each of many small files would cost more than searching them. Blocks are given out again as
  // they are: what stands in them is the thread's own, and a window reads nothing that it did not put in.
  class Reused : public SecretMemory {
   public:
    explicit Reused(SecretMemory& memory) : memory_(memory) {}
    char* allocate(size_t bytes) override;
    void reset() { next_ = 0; }

   private:
    struct Block {
      char* bytes;
      size_t size;
    };
    SecretMemory& memory_;
    std::vector<Block> blocks_;
    size_t next_ = 0;
  };

  const drill::Target& target_;
  link::SodiumMemory locked_;
  Reused memory_;
  char* scratch_;
  char* kept_;
  std::optional<drill::Window> window_;
};

}  // namespace redactd::files
