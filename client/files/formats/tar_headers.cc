#include "client/files/formats/tar_headers.h"

#include <algorithm>
#include <optional>

namespace redactd::files {
namespace {

constexpr size_t kBlock = 512;

// Octal digits, or GNU's base 256 where the first bit is set.
std::optional<uint64_t> number(std::string_view field) {
  uint64_t value = 0;
  if (!field.empty() && (field[0] & '\x80') != 0) {
    for (char c : field.substr(4)) value = value << 8 | static_cast<unsigned char>(c);
    return value;
  }
  for (char c : field) {
    if (c == '\0' || c == ' ') {
      if (value != 0) break;
      continue;
    }
    if (c < '0' || c > '7') return std::nullopt;
    value = value * 8 + static_cast<uint64_t>(c - '0');
  }
  return value;
}

bool checksum_fits(std::string_view block) {
  uint64_t sum = 0;
  for (size_t i = 0; i < kBlock; ++i) sum += i >= 148 && i < 156 ? ' ' : static_cast<unsigned char>(block[i]);
  return number(block.substr(148, 8)) == sum;
}

}  // namespace

bool begins_tar(std::string_view bytes) {
  return bytes.size() >= kBlock && bytes.substr(257, 5) == "ustar" && checksum_fits(bytes.substr(0, kBlock));
}

void TarHeaders::end_of_header() {
  std::string_view block = header_;
  bool is_padding = block.find_first_not_of('\0') == std::string_view::npos;
  if (!is_padding) {
    auto size = number(block.substr(124, 12));
    is_tar_ = size && checksum_fits(block);
    if (is_tar_) {
      skip_until_ = at_ + (*size + kBlock - 1) / kBlock * kBlock;
      bool is_meta = std::string_view("xgLK").find(block[156]) != std::string_view::npos;
      if (is_meta) ranges_.back().end = skip_until_;
    }
  }
  header_.clear();
}

void TarHeaders::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    size_t size = bytes.size();
    if (!is_tar_) {
      at_ += size;
      return;
    }
    if (at_ < skip_until_) {
      size = static_cast<size_t>(std::min<uint64_t>(size, skip_until_ - at_));
      at_ += size;
    } else {
      if (header_.empty()) ranges_.push_back({at_, at_ + kBlock});
      size = std::min(size, kBlock - header_.size());
      header_.append(bytes.substr(0, size));
      at_ += size;
      if (header_.size() == kBlock) end_of_header();
    }
    bytes.remove_prefix(size);
  }
}

bool TarHeaders::touches(const drill::Match& match) const {
  return std::any_of(ranges_.begin(), ranges_.end(), [&](const Range& range) { return range.begin < match.end && match.begin < range.end; });
}

void TarHeaders::forget_before(uint64_t offset) {
  while (!ranges_.empty() && ranges_.front().end <= offset) ranges_.pop_front();
}

}  // namespace redactd::files
