#include "client/files/formats/recompress.h"

#include <lzma.h>

#include <algorithm>
#include <deque>

#include "client/files/formats/compressed_source.h"
#include "client/files/formats/replacement.h"
#include "core/drill/mask.h"

namespace redactd::files {
namespace {

// Enough to tell a stream that came back wrong; nobody forges it.
struct Digest {
  uint64_t bytes = 0, crc = 0;

  void add(std::string_view text) {
    bytes += text.size();
    crc = lzma_crc64(reinterpret_cast<const uint8_t*>(text.data()), text.size(), crc);
  }
  bool operator==(const Digest&) const = default;
};

class Recompression {
 public:
  Recompression(Format format, const OpenFile& file, const drill::Target& target, Replacement& made)
      : format_(format), file_(file), target_(target), made_(made), encoder_(make_encoder(format)) {}

  std::optional<Fault> write() {
    CompressedSource source(file_.fd, format_, file_.path);
    auto take = [&](Piece piece) {
      for (auto& boundary : source.take_boundaries()) boundaries_.push_back(std::move(boundary));
      filter_.look_at(piece);
      mask(piece, [this](const drill::Match& match) { return filter_.permits(match); });
      content_.add(text_of(piece));
      bool done = piece.bytes.empty() || encode(text_of(piece), piece.begin);
      return done ? std::nullopt : std::optional(failure());
    };
    if (auto fault = scan(target_, [&](std::span<char> room) { return source.pull(room); }, take)) return fault;
    if (!encode({}, content_.bytes) || (open_ && !encoder_->end(sink()))) return failure();
    auto take_tail = [&](Piece piece) -> std::optional<Fault> {
      mask(piece, [](const drill::Match&) { return true; });
      tail_.add(text_of(piece));
      return made_.write(text_of(piece)) ? std::nullopt : std::optional(made_.error());
    };
    return scan(target_, pull_file(file_.fd, source.tail_begin()), take_tail);
  }

  // The new file, decoded, is what was meant.
  std::optional<Fault> compare() const {
    CompressedSource source(made_.fd(), format_, file_.path);
    Digest content, tail;
    auto drain = [](const Pull& pull, Digest& digest) -> std::optional<Fault> {
      std::vector<char> room(256 * 1024);
      for (;;) {
        Pulled pulled = pull(room);
        digest.add({room.data(), pulled.bytes});
        if (pulled.fault || pulled.last) return pulled.fault;
      }
    };
    if (auto fault = drain([&](std::span<char> room) { return source.pull(room); }, content)) return fault;
    if (auto fault = drain(pull_file(made_.fd(), source.tail_begin()), tail)) return fault;
    if (content == content_ && tail == tail_) return std::nullopt;
    return unread_fault("The new file, read again, is not what was written; the old one stays.");
  }

  uint64_t masked() const { return masked_; }

 private:
  static std::string_view text_of(const Piece& piece) { return {piece.bytes.data(), piece.bytes.size()}; }
  Encoder::Sink sink() {
    return [this](std::string_view bytes) {
      bool done = made_.write(bytes);
      disk_failed_ = disk_failed_ || !done;
      return done;
    };
  }
  Fault failure() const { return disk_failed_ ? made_.error() : unread_fault("The masked stream could not be compressed."); }

  template <typename Permits>
  void mask(Piece& piece, Permits permits) {
    std::vector<drill::Match> chosen;
    std::copy_if(piece.matches.begin(), piece.matches.end(), std::back_inserter(chosen),
                 [&](const drill::Match& match) { return is_masked(match) && permits(match); });
    drill::mask_in_memory(chosen, target_, piece.begin, piece.bytes.data(), piece.bytes.size());
    masked_ += chosen.size();
  }

  // Members begin where they began. At the end of the stream those that are empty still follow.
  bool encode(std::string_view text, uint64_t begin) {
    bool at_end = text.empty();
    while (!boundaries_.empty() && (boundaries_.front().begin < begin + text.size() || at_end)) {
      size_t before = static_cast<size_t>(boundaries_.front().begin - begin);
      if (before > 0 && !encoder_->write(text.substr(0, before), sink())) return false;
      if (open_ && !encoder_->end(sink())) return false;
      if (!encoder_->begin(boundaries_.front().member)) return false;
      open_ = true;
      boundaries_.pop_front();
      text.remove_prefix(before);
      begin += before;
    }
    return text.empty() || encoder_->write(text, sink());
  }

  Format format_;
  const OpenFile& file_;
  const drill::Target& target_;
  Replacement& made_;
  std::unique_ptr<Encoder> encoder_;
  std::deque<CompressedSource::Boundary> boundaries_;
  TarFilter filter_;
  Digest content_, tail_;
  uint64_t masked_ = 0;
  bool open_ = false, disk_failed_ = false;
};

}  // namespace

void TarFilter::look_at(const Piece& piece) {
  std::string_view text(piece.bytes.data(), piece.bytes.size());
  if (piece.begin == 0 && !text.empty()) is_tar_ = begins_tar(text);
  if (!is_tar_) return;
  headers_.forget_before(piece.begin);
  headers_.feed(text);
}

std::optional<Fault> recompress(Format format, const OpenFile& file, const drill::Target& target, const SweepOptions& options,
                                uint64_t& masked) {
  auto made = Replacement::beside(file);
  if (auto* fault = std::get_if<Fault>(&made)) return *fault;
  auto& replacement = std::get<Replacement>(made);
  Recompression work(format, file, target, replacement);
  if (auto fault = work.write()) return fault;
  if (auto fault = work.compare()) return fault;
  masked = work.masked();
  auto size = static_cast<uint64_t>(replacement.facts().st_size);
  return replacement.commit(options.keep_times, size, replacement.facts().st_mtim);
}

}  // namespace redactd::files
