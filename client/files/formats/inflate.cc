#include "client/files/formats/inflate.h"

#include <zlib.h>

#include <array>
#include <memory>
#include <new>

#include "client/files/formats/compressed_source.h"
#include "client/files/obstacle.h"

namespace redactd::files {
namespace {

class Inflation {
 public:
  Inflation(int fd, uint64_t begin, uint64_t end, Wrapping wrapping, std::string path)
      : source_(pull_file(fd, begin, end)), path_(std::move(path)) {
    if (inflateInit2(&stream_, wrapping == Wrapping::kZlib ? MAX_WBITS : -MAX_WBITS) != Z_OK) throw std::bad_alloc();
  }
  ~Inflation() { inflateEnd(&stream_); }
  Inflation(const Inflation&) = delete;
  Inflation& operator=(const Inflation&) = delete;

  Pulled pull(std::span<char> room) {
    Pulled pulled;
    while (pulled.bytes < room.size() && !pulled.last && !pulled.fault) {
      if (stream_.avail_in == 0) {
        Pulled read = source_(buffer_);
        if (read.fault) return read;
        stream_.next_in = reinterpret_cast<Bytef*>(buffer_.data());
        stream_.avail_in = static_cast<uInt>(read.bytes);
        taken_ += read.bytes;
      }
      bool starved = stream_.avail_in == 0;
      stream_.next_out = reinterpret_cast<Bytef*>(room.data() + pulled.bytes);
      stream_.avail_out = static_cast<uInt>(room.size() - pulled.bytes);
      uInt offered = stream_.avail_out;
      int code = inflate(&stream_, Z_NO_FLUSH);
      size_t produced = offered - stream_.avail_out;
      pulled.bytes += produced;
      given_ += produced;
      pulled.last = code == Z_STREAM_END;
      if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) pulled.fault = unread_fault("A compressed part of it is broken.");
      if (starved && produced == 0 && !pulled.last) pulled.fault = unread_fault("A compressed part of it ends too early.");
      if (given_ > kBombBytes && given_ / kBombRatio > taken_) {
        pulled.fault = left_fault({path_, 0, "bomb", "a part grows to more than 200 times its size: look at " + quoted(path_)});
      }
    }
    return pulled;
  }

 private:
  Pull source_;
  std::string path_;
  std::array<char, 65536> buffer_{};
  z_stream stream_{};
  uint64_t taken_ = 0, given_ = 0;
};

}  // namespace

Pull pull_inflated(int fd, uint64_t begin, uint64_t end, Wrapping wrapping, const std::string& path) {
  auto inflation = std::make_shared<Inflation>(fd, begin, end, wrapping, path);
  return [inflation](std::span<char> room) { return inflation->pull(room); };
}

}  // namespace redactd::files
