// Fields of binary formats.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace redactd::files {

// Up to 8 bytes, the lowest first. They must be there.
uint64_t little_endian(std::string_view bytes, size_t at, size_t size);

// What is there of [offset, offset + size).
std::string read_at(int fd, uint64_t offset, size_t size);

}  // namespace redactd::files
