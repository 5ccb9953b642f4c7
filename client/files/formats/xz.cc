// xz through liblzma.
#include <lzma.h>

#include <array>
#include <new>

#include "client/files/formats/codec.h"

namespace redactd::files {
namespace {

constexpr uint64_t kMaxDecoderBytes = 192 * 1024 * 1024;  // xz -9 asks for 65 MiB
constexpr uint32_t kPreset = 3;                           // 32 MiB to encode; 6 would take 94

const uint8_t* input_of(std::string_view in) { return reinterpret_cast<const uint8_t*>(in.data()); }

class XzDecoder final : public Decoder {
 public:
  XzDecoder() { open(); }
  ~XzDecoder() override { lzma_end(&stream_); }
  XzDecoder(const XzDecoder&) = delete;
  XzDecoder& operator=(const XzDecoder&) = delete;

  Step step(std::string_view& in, std::span<char> out) override {
    if (ended_) open();
    stream_.next_in = input_of(in);
    stream_.avail_in = in.size();
    stream_.next_out = reinterpret_cast<uint8_t*>(out.data());
    stream_.avail_out = out.size();
    lzma_ret code = lzma_code(&stream_, LZMA_RUN);
    in.remove_prefix(in.size() - stream_.avail_in);
    Step step{out.size() - stream_.avail_out, State::kMore};
    if (code == LZMA_STREAM_END) {
      step.state = State::kMemberEnd;
      ended_ = true;
    } else if (code == LZMA_MEM_ERROR || code == LZMA_MEMLIMIT_ERROR) {
      step.state = State::kTooMuchMemory;
    } else if (code != LZMA_OK && code != LZMA_BUF_ERROR) {
      step.state = State::kBroken;
    }
    return step;
  }
  Member member() const override { return {}; }

 private:
  void open() {
    if (lzma_stream_decoder(&stream_, kMaxDecoderBytes, 0) != LZMA_OK) throw std::bad_alloc();
    ended_ = false;
  }
  lzma_stream stream_ = LZMA_STREAM_INIT;
  bool ended_ = false;
};

class XzEncoder final : public Encoder {
 public:
  XzEncoder() = default;
  ~XzEncoder() override { lzma_end(&stream_); }
  XzEncoder(const XzEncoder&) = delete;
  XzEncoder& operator=(const XzEncoder&) = delete;

  bool begin(const Member&) override { return lzma_easy_encoder(&stream_, kPreset, LZMA_CHECK_CRC64) == LZMA_OK; }
  bool write(std::string_view bytes, const Sink& sink) override {
    stream_.next_in = input_of(bytes);
    stream_.avail_in = bytes.size();
    while (stream_.avail_in > 0) {
      if (drain(LZMA_RUN, sink) != LZMA_OK) return false;
    }
    return true;
  }
  bool end(const Sink& sink) override {
    lzma_ret code = LZMA_OK;
    stream_.avail_in = 0;
    while (code == LZMA_OK) code = drain(LZMA_FINISH, sink);
    return code == LZMA_STREAM_END;
  }

 private:
  lzma_ret drain(lzma_action action, const Sink& sink) {
    std::array<char, 65536> out;
    stream_.next_out = reinterpret_cast<uint8_t*>(out.data());
    stream_.avail_out = out.size();
    lzma_ret code = lzma_code(&stream_, action);
    size_t size = out.size() - stream_.avail_out;
    if (size > 0 && !sink({out.data(), size})) return LZMA_PROG_ERROR;
    return code;
  }
  lzma_stream stream_ = LZMA_STREAM_INIT;
};

}  // namespace

std::unique_ptr<Decoder> make_xz_decoder() { return std::make_unique<XzDecoder>(); }
std::unique_ptr<Encoder> make_xz_encoder() { return std::make_unique<XzEncoder>(); }

}  // namespace redactd::files
