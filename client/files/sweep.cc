#include "client/files/sweep.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <thread>

#include "client/files/context.h"
#include "client/files/crew.h"
#include "client/files/walk.h"

namespace redactd::files {
namespace {

constexpr unsigned kMaxRounds = 4;  // the first listing, and three more for what appears or grows meanwhile
constexpr auto kProgressEvery = std::chrono::milliseconds(200);

class Sweep {
 public:
  Sweep(const drill::Target& target, const SweepOptions& options, const ProgressFn& progress)
      : context_(target, options), progress_(progress) {}

  SweepReport run();

 private:
  void round(Crew& crew);
  void show(bool walking);

  Context context_;
  const ProgressFn& progress_;
  std::chrono::steady_clock::time_point shown_{};
};

void Sweep::show(bool walking) {
  auto now = std::chrono::steady_clock::now();
  if (!progress_ || now - shown_ < kProgressEvery) return;
  shown_ = now;
  progress_({context_.files_done, context_.files_known, context_.bytes_done, context_.bytes_known, walking});
}

void Sweep::round(Crew& crew) {
  WalkEvents events;
  events.found = [&](Found found) {
    if (context_.round > 0 && (found.is_repository || !context_.seen.has_news(found.device, found.inode, found.bytes))) return;
    ++context_.files_known;
    context_.bytes_known += found.bytes;
    while (!crew.put(found)) show(true);
    show(true);
  };
  // What was said in the first round is not said again.
  events.skipped = [this](const std::string& shown, const char* reason) {
    if (context_.round == 0) context_.tally.skipped(shown, reason);
  };
  events.unread = [this](const std::string& shown, int error) {
    if (context_.round == 0 || error != ENOENT) context_.tally.unread(shown, error);
  };
  walk(context_.options.paths, context_.options.excludes, events);
  while (!crew.wait_idle()) show(false);
}

SweepReport Sweep::run() {
  unsigned threads = context_.options.jobs;
  if (threads == 0) threads = std::min(std::max(std::thread::hardware_concurrency(), 1U), 4U);
  {
    Crew crew(threads, context_);
    for (context_.round = 0; context_.round < kMaxRounds; ++context_.round) {
      context_.last_round = context_.round + 1 == kMaxRounds;
      uint64_t before = context_.files_known;
      round(crew);
      if (context_.round > 0 && context_.files_known == before) break;
    }
  }
  SweepReport report = context_.tally.take();
  report.files_seen = context_.seen.files();
  return report;
}

}  // namespace

Result<SweepReport> sweep(const drill::Target& target, const SweepOptions& options, const ProgressFn& progress) {
  auto started = std::chrono::steady_clock::now();
  for (size_t i = 0; i < options.paths.size(); ++i) {
    struct stat facts {};
    if (stat(options.paths[i].c_str(), &facts) == 0 || (errno != ENOENT && errno != ENOTDIR)) continue;
    // Its number, not its name: a value that ended up among the arguments is not to be repeated.
    return Error{"drill.path.missing", "Path " + std::to_string(i + 1) + " is not there; nothing was touched.", "Check its spelling."};
  }
  SweepReport report = Sweep(target, options, progress).run();
  auto spent = std::chrono::steady_clock::now() - started;
  report.elapsed_ms = static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(spent).count());
  return report;
}

}  // namespace redactd::files
