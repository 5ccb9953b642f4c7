#include "client/files/formats/rewrite.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <new>

#include "client/files/filesystem.h"
#include "client/files/formats/replacement.h"
#include "client/files/formats/scan.h"
#include "core/drill/mask.h"

namespace redactd::files {
namespace {

constexpr int kRounds = 8;
constexpr size_t kBlockBytes = 64 * 1024;

bool is_zero(std::string_view bytes) { return bytes.find_first_not_of('\0') == std::string_view::npos; }

class PlainRewrite {
 public:
  PlainRewrite(const OpenFile& file, const drill::Target& target, const SweepOptions& options, Replacement& made)
      : file_(file), target_(target), options_(options), made_(made) {}

  // Copies rounds until the file rests, then commits.
  std::optional<Fault> run() {
    for (int round = 1;; ++round) {
      struct stat before{};
      if (fstat(file_.fd, &before) != 0) return errno_fault("The file could not be looked at", errno);
      sparse_ = before.st_blocks * 512 < before.st_size;
      if (auto fault = copy()) return fault;
      if (ftruncate(made_.fd(), static_cast<off_t>(covered_)) != 0) return errno_fault("The new file could not be written", errno);
      auto fault = made_.commit(options_.keep_times, covered_, before.st_mtim);
      if (!fault || !fault->left || fault->left->reason != "changing" || round == kRounds) return fault;
      struct stat after{};
      if (fstat(file_.fd, &after) != 0) return errno_fault("The file could not be looked at", errno);
      bool grew = static_cast<uint64_t>(after.st_size) > covered_ || covered_ > static_cast<uint64_t>(before.st_size);
      if (!grew || static_cast<uint64_t>(after.st_size) < covered_) return fault;  // changed in its middle, or cut
    }
  }

  uint64_t masked() const { return masked_; }

 private:
  // From where the last round may have seen a half of something to the end of the file.
  std::optional<Fault> copy() {
    uint64_t reach = target_.reach_bytes();
    uint64_t from = covered_ > reach ? covered_ - reach : 0;
    for (const auto& match : last_) {
      if (match.begin < from && from < match.end) from = match.begin;
    }
    uint64_t begin = from > reach ? from - reach : 0;
    known_ = covered_;
    from_ = from;
    return scan(target_, pull_file(file_.fd, begin), [this](Piece piece) { return take(piece); }, begin, from);
  }

  std::optional<Fault> take(Piece piece) {
    std::vector<drill::Match> chosen;
    for (const auto& match : piece.matches) {
      if (!is_masked(match) || match.begin < from_) continue;
      chosen.push_back(match);
      if (match.end > known_) ++masked_;
    }
    drill::mask_in_memory(chosen, target_, piece.begin, piece.bytes.data(), piece.bytes.size());
    uint64_t end = piece.begin + piece.bytes.size();
    covered_ = std::max(covered_, end);
    last_.insert(last_.end(), chosen.begin(), chosen.end());
    uint64_t kept = 2 * target_.reach_bytes();
    std::erase_if(last_, [&](const drill::Match& match) { return match.end + kept < covered_; });
    size_t skip = static_cast<size_t>(std::min<uint64_t>(piece.bytes.size(), piece.begin < from_ ? from_ - piece.begin : 0));
    return write({piece.bytes.data() + skip, piece.bytes.size() - skip}, piece.begin + skip);
  }

  std::optional<Fault> write(std::string_view bytes, uint64_t offset) {
    while (!bytes.empty()) {
      std::string_view block = bytes.substr(0, kBlockBytes);
      if (sparse_ && is_zero(block)) {
        offset += block.size();
        bytes.remove_prefix(block.size());
        continue;
      }
      ssize_t written = pwrite(made_.fd(), block.data(), block.size(), static_cast<off_t>(offset));
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return errno_fault("The new file could not be written", written == 0 ? ENOSPC : errno);
      offset += static_cast<uint64_t>(written);
      bytes.remove_prefix(static_cast<size_t>(written));
    }
    return std::nullopt;
  }

  const OpenFile& file_;
  const drill::Target& target_;
  const SweepOptions& options_;
  Replacement& made_;
  bool sparse_ = false;
  uint64_t covered_ = 0;              // so much of the new file is done
  uint64_t known_ = 0;                // and so much before this round
  uint64_t from_ = 0;                 // this round writes from here on
  uint64_t masked_ = 0;
  std::vector<drill::Match> last_;    // masked near the end
};

FileResult rewrite(const OpenFile& file, const drill::Target& target, const SweepOptions& options) {
  FileResult result;
  if (options.action == Action::kMask) finish_killed_rewrite(file.path);
  if (auto fault = count_raw(file.fd, file, target, options, result)) {
    note(*fault, 0, result);
    return result;
  }
  uint64_t found = result.matches + result.partials;
  if (found == 0) return result;
  if (options.action == Action::kMask) {
    auto made = Replacement::beside(file);
    auto* fault = std::get_if<Fault>(&made);
    if (fault != nullptr) {
      note(*fault, found, result);
      return result;
    }
    PlainRewrite work(file, target, options, std::get<Replacement>(made));
    if (auto failed = work.run()) {
      note(*failed, found, result);
      return result;
    }
    result.masked = work.masked();
  }
  result.how = "rewritten";
  result.residue = leaves_residue(file.fd);
  return result;
}

}  // namespace

FileResult rewrite_plain(const OpenFile& file, const drill::Target& target, const SweepOptions& options) {
  try {
    return rewrite(file, target, options);
  } catch (const std::bad_alloc&) {
    FileResult result;
    result.unread = "There is not enough memory to read it.";
    return result;
  }
}

}  // namespace redactd::files
