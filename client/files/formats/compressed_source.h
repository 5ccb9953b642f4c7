// A compressed file as the bytes it stands for, and what stands behind its last member.
#pragma once

#include <array>
#include <vector>

#include "client/files/formats/codec.h"
#include "client/files/formats/scan.h"

namespace redactd::files {

// A file that grows to more than kBombRatio times its size and beyond kBombBytes is not gone on with.
inline constexpr uint64_t kBombRatio = 200;
inline constexpr uint64_t kBombBytes = 1024 * 1024 * 1024;

class CompressedSource {
 public:
  // Reads `fd` by pread(2) from its beginning; `path` is for the words of a fault.
  CompressedSource(int fd, Format format, std::string path);

  // As scan() wants it. Faults: a broken or cut stream, too much memory, a bomb, a read error.
  Pulled pull(std::span<char> room);

  struct Boundary {
    uint64_t begin;  // offset in the decoded stream at which the member begins
    Member member;
  };
  // Those that pull() has met since the last call, in order.
  std::vector<Boundary> take_boundaries() { return std::exchange(boundaries_, {}); }

  // After the end: where the file has bytes that belong to no member, and go on to its end; nothing stands there in most files.
  uint64_t tail_begin() const { return tail_begin_; }

 private:
  enum class Start : uint8_t { kMember, kTail, kEnd };
  Start look_for_member();
  bool refill();
  void take(Decoder::Step step, Pulled& pulled);
  void add_boundary();

  int fd_;
  Format format_;
  std::string path_;
  std::unique_ptr<Decoder> decoder_;
  std::array<char, 65536> buffer_{};
  std::string_view in_;          // of buffer_, not yet used
  uint64_t read_ = 0;            // file offset behind `in_`
  uint64_t decoded_ = 0;
  uint64_t tail_begin_ = 0;
  int error_ = 0;
  bool file_ended_ = false, in_member_ = false, boundary_made_ = false, skippable_ = false;
  std::vector<Boundary> boundaries_;
};

}  // namespace redactd::files
