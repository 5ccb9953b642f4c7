// gzip through zlib (RFC 1952).
#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <new>

#include "client/files/formats/codec.h"

namespace redactd::files {
namespace {

constexpr size_t kMaxNameBytes = 4096;

Bytef* input_of(std::string_view in) { return reinterpret_cast<Bytef*>(const_cast<char*>(in.data())); }
uInt clipped(size_t size) { return static_cast<uInt>(std::min<size_t>(size, std::numeric_limits<uInt>::max())); }

class GzipDecoder final : public Decoder {
 public:
  GzipDecoder() {
    if (inflateInit2(&stream_, 16 + MAX_WBITS) != Z_OK) throw std::bad_alloc();
    want_header();
  }
  ~GzipDecoder() override { inflateEnd(&stream_); }
  GzipDecoder(const GzipDecoder&) = delete;
  GzipDecoder& operator=(const GzipDecoder&) = delete;

  Step step(std::string_view& in, std::span<char> out) override {
    stream_.next_in = input_of(in);
    stream_.avail_in = clipped(in.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = clipped(out.size());
    uInt offered_in = stream_.avail_in, offered_out = stream_.avail_out;
    int code = inflate(&stream_, Z_NO_FLUSH);
    in.remove_prefix(offered_in - stream_.avail_in);
    Step step{offered_out - stream_.avail_out, State::kMore};
    if (code == Z_STREAM_END) {
      last_ = read_header();
      step.state = State::kMemberEnd;
      inflateReset(&stream_);
      want_header();
      ended_ = true;
    } else if (code == Z_MEM_ERROR) {
      step.state = State::kTooMuchMemory;
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      step.state = State::kBroken;
    } else {
      ended_ = false;
    }
    return step;
  }
  Member member() const override { return ended_ ? last_ : read_header(); }

 private:
  void want_header() {
    header_ = {};
    name_.fill(0);
    comment_.fill(0);
    header_.name = name_.data();
    header_.name_max = kMaxNameBytes;
    header_.comment = comment_.data();
    header_.comm_max = kMaxNameBytes;
    inflateGetHeader(&stream_, &header_);
  }
  Member read_header() const {
    Member member;
    member.mtime = static_cast<uint32_t>(header_.time);
    member.system = header_.os;
    member.is_text = header_.text != 0;
    member.best = header_.xflags == 2;
    member.fastest = header_.xflags == 4;
    member.name = text_of(name_);
    member.comment = text_of(comment_);
    return member;
  }
  static std::string text_of(const std::array<Bytef, kMaxNameBytes>& field) {
    auto end = std::find(field.begin(), field.end(), Bytef{0});
    return std::string(field.begin(), end);  // one without an end was too long: it is left out
  }

  z_stream stream_{};
  gz_header header_{};
  std::array<Bytef, kMaxNameBytes> name_{}, comment_{};
  Member last_;
  bool ended_ = false;
};

class GzipEncoder final : public Encoder {
 public:
  GzipEncoder() = default;
  ~GzipEncoder() override { close(); }
  GzipEncoder(const GzipEncoder&) = delete;
  GzipEncoder& operator=(const GzipEncoder&) = delete;

  bool begin(const Member& member) override {
    close();
    int level = member.best ? Z_BEST_COMPRESSION : member.fastest ? Z_BEST_SPEED : Z_DEFAULT_COMPRESSION;
    open_ = deflateInit2(&stream_, level, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK;
    if (!open_) return false;
    member_ = member;
    header_ = {};
    header_.time = member_.mtime;
    header_.os = member_.system;
    header_.text = member_.is_text ? 1 : 0;
    header_.name = member_.name.empty() ? nullptr : reinterpret_cast<Bytef*>(member_.name.data());
    header_.comment = member_.comment.empty() ? nullptr : reinterpret_cast<Bytef*>(member_.comment.data());
    return deflateSetHeader(&stream_, &header_) == Z_OK;
  }
  bool write(std::string_view bytes, const Sink& sink) override {
    while (!bytes.empty()) {
      uInt size = clipped(bytes.size());
      stream_.next_in = input_of(bytes);
      stream_.avail_in = size;
      if (!drain(Z_NO_FLUSH, sink)) return false;
      bytes.remove_prefix(size);
    }
    return true;
  }
  bool end(const Sink& sink) override {
    stream_.avail_in = 0;
    bool done = drain(Z_FINISH, sink);
    close();
    return done;
  }

 private:
  bool drain(int flush, const Sink& sink) {
    std::array<char, 65536> out;
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(out.data());
      stream_.avail_out = out.size();
      if (deflate(&stream_, flush) == Z_STREAM_ERROR) return false;
      size_t size = out.size() - stream_.avail_out;
      if (size > 0 && !sink({out.data(), size})) return false;
    } while (stream_.avail_out == 0);
    return true;
  }
  void close() {
    if (open_) deflateEnd(&stream_);
    open_ = false;
    stream_ = {};
  }

  z_stream stream_{};
  gz_header header_{};
  Member member_;
  bool open_ = false;
};

}  // namespace

std::unique_ptr<Decoder> make_gzip_decoder() { return std::make_unique<GzipDecoder>(); }
std::unique_ptr<Encoder> make_gzip_encoder() { return std::make_unique<GzipEncoder>(); }

}  // namespace redactd::files
