#include "client/files/rewrite.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "client/files/filesystem.h"
#include "client/files/formats/replacement.h"
#include "client/files/scan.h"
#include "core/drill/mask.h"

namespace redactd::files {
namespace {

class Rewrite {
 public:
  Rewrite(const OpenFile& file, const struct stat& facts, const drill::Target& target, const SweepOptions& options, Bench& bench)
      : file_(file), facts_(facts), target_(target), options_(options), bench_(bench) {}

  FileResult run();

 private:
  void look();
  std::optional<Fault> replace();
  std::optional<Fault> copy_masked(Replacement& fresh);

  const OpenFile& file_;
  const struct stat& facts_;
  const drill::Target& target_;
  const SweepOptions& options_;
  Bench& bench_;
  uint64_t masked_ = 0;
  FileResult result_;
};

void Rewrite::look() {
  auto on_piece = [this](const std::vector<drill::Match>& matches, std::span<char>, uint64_t) {
    for (const drill::Match& match : matches) count(match, file_, options_, result_);
  };
  int error = scan(file_.fd, {0, file_.size}, file_.size, false, target_, bench_, on_piece);
  if (error != 0) result_.unread = std::string("Reading failed: ") + strerror(error) + ".";
  result_.bytes_seen = file_.size;
}

// The window gives each byte once, as it is settled; what has matches is masked in the buffer before it is written.
std::optional<Fault> Rewrite::copy_masked(Replacement& fresh) {
  drill::Window& window = bench_.window(0, 0);
  std::vector<drill::Match> matches;
  for (uint64_t at = 0; at < file_.size;) {
    std::span<char> room = window.room();
    int64_t got = read_at(file_.fd, room.data(), static_cast<size_t>(std::min<uint64_t>(room.size(), file_.size - at)), at);
    if (got < 0) return errno_fault("The file could not be read", errno);
    if (got == 0) return left_fault({file_.path, 0, "changing", "it was cut meanwhile: the same command again"});
    at += static_cast<uint64_t>(got);
    matches.clear();
    window.filled(static_cast<size_t>(got), at >= file_.size, matches);
    std::erase_if(matches, [](const drill::Match& match) { return !is_hit(match); });
    std::span<char> settled = window.settled();
    drill::mask_in_memory(matches, target_, window.settled_begin(), settled.data(), settled.size());
    masked_ += matches.size();
    if (!fresh.write({settled.data(), settled.size()})) return fresh.error();
  }
  return std::nullopt;
}

std::optional<Fault> Rewrite::replace() {
  auto made = Replacement::beside(file_);
  if (auto* fault = std::get_if<Fault>(&made)) return std::move(*fault);
  Replacement& fresh = std::get<Replacement>(made);
  if (auto fault = copy_masked(fresh)) return fault;
  return fresh.commit(options_.keep_times, file_.size, facts_.st_mtim);
}

FileResult Rewrite::run() {
  look();
  uint64_t hits = result_.matches + result_.partials;
  if (hits == 0 || result_.unread) return std::move(result_);
  result_.how = "rewritten";
  result_.residue = leaves_residue(file_.fd);
  if (options_.action != Action::kMask) return std::move(result_);
  if (auto fault = replace()) {
    note(*fault, hits, result_);
  } else {
    result_.masked = masked_;
  }
  return std::move(result_);
}

}  // namespace

FileResult rewrite_plain(const OpenFile& file, const struct stat& facts, const drill::Target& target, const SweepOptions& options,
                         Bench& bench) {
  return Rewrite(file, facts, target, options, bench).run();
}

}  // namespace redactd::files
