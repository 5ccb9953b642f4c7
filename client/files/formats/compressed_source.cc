#include "client/files/formats/compressed_source.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "client/files/obstacle.h"

namespace redactd::files {

CompressedSource::CompressedSource(int fd, Format format, std::string path)
    : fd_(fd), format_(format), path_(std::move(path)), decoder_(make_decoder(format)) {}

// More bytes behind those that are left; false at the end of the file or after an error.
bool CompressedSource::refill() {
  if (file_ended_ || error_ != 0) return false;
  if (!in_.empty()) memmove(buffer_.data(), in_.data(), in_.size());
  ssize_t got = 0;
  do {
    got = pread(fd_, buffer_.data() + in_.size(), buffer_.size() - in_.size(), static_cast<off_t>(read_));
  } while (got < 0 && errno == EINTR);
  if (got < 0) error_ = errno;
  if (got == 0) file_ended_ = true;
  size_t size = in_.size() + (got > 0 ? static_cast<size_t>(got) : 0);
  in_ = std::string_view(buffer_.data(), size);
  read_ += got > 0 ? static_cast<uint64_t>(got) : 0;
  return got > 0;
}

CompressedSource::Start CompressedSource::look_for_member() {
  tail_begin_ = read_ - in_.size();
  for (;;) {
    while (in_.size() < kMemberMagicBytes && refill()) {
    }
    // xz lets zeros stand between streams, four at a time.
    if (format_ != Format::kXz || !in_.starts_with(std::string_view("\0\0\0\0", 4))) break;
    in_.remove_prefix(4);
  }
  if (begins_member(format_, in_)) {
    skippable_ = format_ == Format::kZstd && in_[0] != '\x28';
    boundary_made_ = false;
    return Start::kMember;
  }
  return in_.empty() && tail_begin_ == read_ ? Start::kEnd : Start::kTail;
}

void CompressedSource::add_boundary() {
  if (!boundary_made_ && !skippable_) boundaries_.push_back({decoded_, decoder_->member()});
  boundary_made_ = true;
}

void CompressedSource::take(Decoder::Step step, Pulled& pulled) {
  if (step.produced > 0 || step.state == Decoder::State::kMemberEnd) add_boundary();
  pulled.bytes += step.produced;
  decoded_ += step.produced;
  switch (step.state) {
    case Decoder::State::kMore:
      break;
    case Decoder::State::kMemberEnd:
      in_member_ = false;
      break;
    case Decoder::State::kBroken:
      pulled.fault = unread_fault("The compressed stream is broken.");
      break;
    case Decoder::State::kTooMuchMemory:
      pulled.fault = unread_fault("The compressed stream asks for more memory than is given to it.");
      break;
  }
  if (decoded_ > kBombBytes && decoded_ / kBombRatio > read_ - in_.size()) {
    pulled.fault = left_fault({path_, 0, "bomb", "it grows to more than 200 times its size: look at it, then delete " + quoted(path_)});
  }
}

Pulled CompressedSource::pull(std::span<char> room) {
  Pulled pulled;
  while (!pulled.fault && pulled.bytes < room.size()) {
    if (!in_member_) {
      if (look_for_member() != Start::kMember) {
        pulled.last = true;
        break;
      }
      in_member_ = true;
    }
    if (in_.empty()) refill();
    if (error_ != 0) break;
    size_t before = in_.size();
    Decoder::Step step = decoder_->step(in_, room.subspan(pulled.bytes));
    bool moved = step.produced > 0 || in_.size() != before || step.state != Decoder::State::kMore;
    take(step, pulled);
    // A decoder that can go on with neither input nor room lacks bytes: more of them, or the stream was cut.
    if (!moved && !refill() && error_ == 0) pulled.fault = unread_fault("The compressed stream ends too early.");
  }
  if (error_ != 0) pulled.fault = errno_fault("The file could not be read", error_);
  return pulled;
}

}  // namespace redactd::files
