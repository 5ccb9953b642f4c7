// SecretMemory of ordinary memory, for tests.
#pragma once

#include <memory>
#include <vector>

#include "core/base/secret_memory.h"

namespace redactd::test {

class PlainMemory : public SecretMemory {
 public:
  char* allocate(size_t bytes) override {
    pieces_.push_back(std::make_unique<char[]>(bytes + 1));
    return pieces_.back().get();
  }

 private:
  std::vector<std::unique_ptr<char[]>> pieces_;
};

}  // namespace redactd::test
