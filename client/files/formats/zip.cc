// zip files (APPNOTE.TXT): the central directory leads to the members.
#include <algorithm>
#include <vector>

#include "client/files/formats/archive.h"
#include "client/files/formats/file_bytes.h"
#include "client/files/formats/inflate.h"
#include "client/files/obstacle.h"

namespace redactd::files {
namespace {

constexpr size_t kEndBytes = 22, kCentralBytes = 46, kLocalBytes = 30;
constexpr uint64_t kMaxDirectoryBytes = 64 * 1024 * 1024;

struct ZipMember {
  uint64_t begin = 0, bytes = 0;  // of its data
  uint64_t method = 0;
  bool is_readable = true;        // not encrypted, and all numbers are there
};

// Empty where there is no directory that could be followed; zip64 files are among these.
std::vector<ZipMember> members_of(const OpenFile& file) {
  size_t tail_bytes = static_cast<size_t>(std::min<uint64_t>(file.size, 65535 + kEndBytes));
  std::string tail = read_at(file.fd, file.size - tail_bytes, tail_bytes);
  size_t end = tail.rfind("PK\x05\x06");
  if (end == std::string::npos || end + kEndBytes > tail.size()) return {};
  uint64_t size = little_endian(tail, end + 12, 4), offset = little_endian(tail, end + 16, 4);
  if (size > kMaxDirectoryBytes || offset + size > file.size) return {};
  std::string directory = read_at(file.fd, offset, static_cast<size_t>(size));
  std::vector<ZipMember> members;
  for (size_t at = 0; at + kCentralBytes <= directory.size() && directory.compare(at, 4, "PK\x01\x02") == 0;) {
    ZipMember member;
    member.method = little_endian(directory, at + 10, 2);
    member.bytes = little_endian(directory, at + 20, 4);
    uint64_t local = little_endian(directory, at + 42, 4);
    std::string header = read_at(file.fd, local, kLocalBytes);
    member.is_readable = (little_endian(directory, at + 8, 2) & 1) == 0 && member.bytes != 0xFFFFFFFFU && local != 0xFFFFFFFFU &&
                         header.size() == kLocalBytes && header.starts_with("PK\x03\x04");
    if (member.is_readable) member.begin = local + kLocalBytes + little_endian(header, 26, 2) + little_endian(header, 28, 2);
    members.push_back(member);
    at += kCentralBytes + little_endian(directory, at + 28, 2) + little_endian(directory, at + 30, 2) + little_endian(directory, at + 32, 2);
  }
  return members;
}

}  // namespace

FileResult handle_zip(const OpenFile& file, const drill::Target& target, const SweepOptions& options) {
  constexpr uint64_t kStored = 0, kDeflated = 8;
  FileResult result;
  // Names, comments and stored members stand raw.
  auto fault = count_raw(file.fd, file, target, options, result);
  std::vector<ZipMember> members = members_of(file);
  bool is_whole = !members.empty() || file.size <= kEndBytes;
  for (const ZipMember& member : members) {
    if (fault) break;
    if (!member.is_readable || (member.method != kStored && member.method != kDeflated)) {
      is_whole = false;
    } else if (member.method == kDeflated) {
      Pull pull = pull_inflated(file.fd, member.begin, member.begin + member.bytes, Wrapping::kNone, file.path);
      fault = count_stream(pull, file, target, options, result);
    }
  }
  uint64_t found = result.matches + result.partials;
  if (fault) {
    note(*fault, found, result);
  } else if (found > 0 || !is_whole) {
    std::string seen = is_whole ? "" : "not all of it could be looked into: ";
    result.left = Left{file.path, found, "archive",
                       seen + "unpack " + quoted(file.path) + ", scrub the directory, pack it again, delete the old archive"};
  }
  return result;
}

}  // namespace redactd::files
