#include "client/files/formats/journal.h"

#include <algorithm>
#include <optional>

#include "client/files/formats/codec.h"
#include "client/files/formats/file_bytes.h"
#include "client/files/formats/scan.h"
#include "client/files/formats/text_search.h"
#include "client/files/obstacle.h"
#include "core/base/bytes.h"

namespace redactd::files {
namespace {

constexpr size_t kHeaderBytes = 208;
constexpr uint64_t kMaxObjectBytes = 64 * 1024 * 1024;
constexpr uint64_t kDataObject = 1;
enum HeaderFlags : uint64_t { kHasXz = 1, kHasLz4 = 2, kHasZstd = 8, kIsCompact = 16 };
enum ObjectFlags : uint64_t { kXzObject = 1, kLz4Object = 2, kZstdObject = 4 };

// The whole of one compressed field; nothing where it is broken or too large.
std::optional<std::string> decoded(Format format, std::string_view packed) {
  auto decoder = make_decoder(format);
  std::string text;
  for (;;) {
    size_t used = text.size();
    text.resize(used + 65536);
    auto step = decoder->step(packed, std::span<char>(text.data() + used, 65536));
    text.resize(used + step.produced);
    if (step.state == Decoder::State::kMemberEnd) return text;
    bool is_stuck = step.produced == 0 && packed.empty();
    if (step.state != Decoder::State::kMore || is_stuck || text.size() > kMaxObjectBytes) {
      wipe(text);
      return std::nullopt;
    }
  }
}

class CompressedFields {
 public:
  CompressedFields(const OpenFile& file, const drill::Target& target, const SweepOptions& options, FileResult& result)
      : file_(file), options_(options), result_(result), search_(target) {}

  // Walks the objects, which stand one behind another, eight bytes aligned. False: some could not be looked into.
  bool count_all(std::string_view header) {
    uint64_t flags = little_endian(header, 12, 4);
    if ((flags & (kHasXz | kHasLz4 | kHasZstd)) == 0) return true;
    size_t payload = (flags & kIsCompact) != 0 ? 72 : 64;
    uint64_t begin = little_endian(header, 88, 8), end = std::min(file_.size, begin + little_endian(header, 96, 8));
    bool all = true;
    for (uint64_t at = begin; at + 16 <= end;) {
      std::string object = read_at(file_.fd, at, 16);
      if (object.size() < 16) break;
      uint64_t type = little_endian(object, 0, 1), object_flags = little_endian(object, 1, 1), size = little_endian(object, 8, 8);
      if (type == 0 || size < 16 || size > end - at) break;  // not written to its end yet
      if (type == kDataObject && (object_flags & 7) != 0 && size > payload) {
        all = size <= kMaxObjectBytes && count_one(read_at(file_.fd, at + payload, static_cast<size_t>(size - payload)), object_flags) && all;
      }
      at += (size + 7) / 8 * 8;
    }
    return all;
  }

 private:
  bool count_one(const std::string& packed, uint64_t flags) {
    if ((flags & kLz4Object) != 0) return false;
    auto text = decoded((flags & kXzObject) != 0 ? Format::kXz : Format::kZstd, packed);
    if (!text) return false;
    for (const auto& match : search_.find(*text)) count(match, file_, options_, result_);
    wipe(*text);
    return true;
  }

  const OpenFile& file_;
  const SweepOptions& options_;
  FileResult& result_;
  TextSearch search_;
};

std::string advice(const OpenFile& file, std::string_view header) {
  std::string boot = hex_encode(header.substr(56, 16));
  return "boot " + boot + ": journalctl --rotate --vacuum-time=1s deletes all archived files; to keep the other lines: journalctl --rotate, " +
         "then journalctl --file=" + quoted(file.path) +
         " -o export | redact-shim mask | systemd-journal-remote -o NEW.journal -, then put NEW.journal in its place";
}

}  // namespace

FileResult handle_journal(const OpenFile& file, const drill::Target& target, const SweepOptions& options) {
  FileResult result;
  std::string header = read_at(file.fd, 0, kHeaderBytes);
  if (header.size() < kHeaderBytes) {
    result.unread = "The journal file is cut inside its header.";
    return result;
  }
  auto fault = count_raw(file.fd, file, target, options, result);
  if (fault) {
    note(*fault, result.matches, result);
    return result;
  }
  bool all = CompressedFields(file, target, options, result).count_all(header);
  uint64_t found = result.matches + result.partials;
  if (found > 0) {
    result.left = Left{file.path, found, "journal", advice(file, header)};
  } else if (!all) {
    result.unread = "Some compressed fields of the journal file could not be looked into.";
  }
  return result;
}

}  // namespace redactd::files
