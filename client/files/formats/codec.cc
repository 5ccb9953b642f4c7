#include "client/files/formats/codec.h"

namespace redactd::files {

std::unique_ptr<Decoder> make_decoder(Format format) {
  if (format == Format::kZstd) return make_zstd_decoder();
  return format == Format::kXz ? make_xz_decoder() : make_gzip_decoder();
}

std::unique_ptr<Encoder> make_encoder(Format format) {
  if (format == Format::kZstd) return make_zstd_encoder();
  return format == Format::kXz ? make_xz_encoder() : make_gzip_encoder();
}

bool begins_member(Format format, std::string_view bytes) {
  using namespace std::string_view_literals;
  if (format == Format::kGzip) return bytes.starts_with("\x1f\x8b\x08"sv);
  if (format == Format::kXz) return bytes.starts_with("\xFD" "7zXZ\0"sv);
  if (format != Format::kZstd || bytes.size() < 4) return false;
  bool skippable = (bytes[0] & '\xf0') == '\x50' && bytes.substr(1, 3) == "\x2a\x4d\x18"sv;  // RFC 8878, 3.1.2
  return skippable || bytes.starts_with("\x28\xb5\x2f\xfd"sv);
}

}  // namespace redactd::files
