// Compressed streams, piece by piece: one member (gzip), frame (zstd) or stream (xz) after another.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "client/files/handler.h"

namespace redactd::files {

// What a member says about itself, kept when it is written again.
struct Member {
  std::string name, comment;  // gzip (RFC 1952)
  uint32_t mtime = 0;
  int system = 3;
  bool is_text = false;
  bool best = false, fastest = false;  // gzip's extra flags
  bool checksum = true;                // zstd
};

// Sans-I/O. Not thread-safe. The library's own memory holds raw bytes while it lives.
class Decoder {
 public:
  enum class State : uint8_t { kMore, kMemberEnd, kBroken, kTooMuchMemory };
  struct Step {
    size_t produced = 0;
    State state = State::kMore;
  };
  virtual ~Decoder() = default;
  // Takes what it uses off the front of `in`. After kMemberEnd the next bytes begin a new member.
  virtual Step step(std::string_view& in, std::span<char> out) = 0;
  // Of the member at hand; whole once its first byte was produced.
  virtual Member member() const = 0;
};

class Encoder {
 public:
  using Sink = std::function<bool(std::string_view)>;  // false: could not be written
  virtual ~Encoder() = default;
  virtual bool begin(const Member& member) = 0;
  virtual bool write(std::string_view bytes, const Sink& sink) = 0;
  virtual bool end(const Sink& sink) = 0;
};

// kGzip, kZstd or kXz; throws std::bad_alloc.
std::unique_ptr<Decoder> make_decoder(Format format);
std::unique_ptr<Encoder> make_encoder(Format format);

std::unique_ptr<Decoder> make_gzip_decoder();
std::unique_ptr<Encoder> make_gzip_encoder();
std::unique_ptr<Decoder> make_zstd_decoder();
std::unique_ptr<Encoder> make_zstd_encoder();
std::unique_ptr<Decoder> make_xz_decoder();
std::unique_ptr<Encoder> make_xz_encoder();

// The bytes with which a member begins.
bool begins_member(Format format, std::string_view bytes);
inline constexpr size_t kMemberMagicBytes = 6;

}  // namespace redactd::files
