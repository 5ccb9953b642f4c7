// Zstandard through libzstd (RFC 8878). Skippable frames are dropped when a file is written again: no decoder needs them, and a
// seek table in one would no longer fit.
#include <zstd.h>
#include <zstd_errors.h>

#include <array>
#include <new>

#include "client/files/formats/codec.h"

namespace redactd::files {
namespace {

class ZstdDecoder final : public Decoder {
 public:
  ZstdDecoder() : stream_(ZSTD_createDCtx()) {
    if (stream_ == nullptr) throw std::bad_alloc();
  }
  ~ZstdDecoder() override { ZSTD_freeDCtx(stream_); }
  ZstdDecoder(const ZstdDecoder&) = delete;
  ZstdDecoder& operator=(const ZstdDecoder&) = delete;

  Step step(std::string_view& in, std::span<char> out) override {
    if (fresh_ && in.size() > 4) {
      // The frame header's descriptor: bit 2 says that a checksum follows the content.
      member_.checksum = in.starts_with("\x28\xb5\x2f\xfd") && (in[4] & 4) != 0;
    }
    if (!in.empty()) fresh_ = false;
    ZSTD_inBuffer input{in.data(), in.size(), 0};
    ZSTD_outBuffer output{out.data(), out.size(), 0};
    size_t code = ZSTD_decompressStream(stream_, &output, &input);
    in.remove_prefix(input.pos);
    Step step{output.pos, State::kMore};
    if (ZSTD_isError(code) != 0) {
      step.state = ZSTD_getErrorCode(code) == ZSTD_error_frameParameter_windowTooLarge ? State::kTooMuchMemory : State::kBroken;
    } else if (code == 0) {
      step.state = State::kMemberEnd;
      fresh_ = true;
    }
    return step;
  }
  Member member() const override { return member_; }

 private:
  ZSTD_DCtx* stream_;
  Member member_;
  bool fresh_ = true;
};

class ZstdEncoder final : public Encoder {
 public:
  ZstdEncoder() : stream_(ZSTD_createCCtx()) {
    if (stream_ == nullptr) throw std::bad_alloc();
  }
  ~ZstdEncoder() override { ZSTD_freeCCtx(stream_); }
  ZstdEncoder(const ZstdEncoder&) = delete;
  ZstdEncoder& operator=(const ZstdEncoder&) = delete;

  bool begin(const Member& member) override {
    ZSTD_CCtx_reset(stream_, ZSTD_reset_session_and_parameters);
    return ZSTD_isError(ZSTD_CCtx_setParameter(stream_, ZSTD_c_checksumFlag, member.checksum ? 1 : 0)) == 0;
  }
  bool write(std::string_view bytes, const Sink& sink) override {
    ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
    while (input.pos < input.size) {
      if (!advance(input, ZSTD_e_continue, sink)) return false;
    }
    return true;
  }
  bool end(const Sink& sink) override {
    ZSTD_inBuffer input{nullptr, 0, 0};
    do {
      if (!advance(input, ZSTD_e_end, sink)) return false;
    } while (left_ != 0);
    return true;
  }

 private:
  bool advance(ZSTD_inBuffer& input, ZSTD_EndDirective directive, const Sink& sink) {
    std::array<char, 65536> out;
    ZSTD_outBuffer output{out.data(), out.size(), 0};
    left_ = ZSTD_compressStream2(stream_, &output, &input, directive);
    if (ZSTD_isError(left_) != 0) return false;
    return output.pos == 0 || sink({out.data(), output.pos});
  }

  ZSTD_CCtx* stream_;
  size_t left_ = 0;
};

}  // namespace

std::unique_ptr<Decoder> make_zstd_decoder() { return std::make_unique<ZstdDecoder>(); }
std::unique_ptr<Encoder> make_zstd_encoder() { return std::make_unique<ZstdEncoder>(); }

}  // namespace redactd::files
