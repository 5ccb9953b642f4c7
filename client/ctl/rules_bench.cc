#include "client/ctl/rules_bench.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "client/ctl/bench_report.h"
#include "client/ctl/drill/progress.h"
#include "client/ctl/line_blocks.h"
#include "client/ctl/output.h"
#include "client/ctl/rule_sources.h"
#include "client/link/io.h"
#include "core/engine/find.h"

namespace redactd::ctl {
namespace {

constexpr size_t kBlockBytes = size_t{1} << 20;
constexpr uint64_t kFirstWordNs = 1'000'000'000;  // what is quick needs no words
constexpr uint64_t kNextWordNs = 200'000'000;

uint64_t median(std::vector<uint64_t> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// A line on stderr that is written over, if that is a terminal.
class Progress {
 public:
  void done(uint64_t bytes) {
    const uint64_t now = monotonic_ns();
    if (begun_ == 0) begun_ = next_ = now + kFirstWordNs;
    if (now < next_ || isatty(STDERR_FILENO) != 1) return;
    next_ = now + kNextWordNs;
    said_ = true;
    say("\r" + readable_bytes(bytes) + " measured\x1b[K");
  }
  ~Progress() {
    if (said_) say("\r\x1b[K");
  }

 private:
  static void say(const std::string& text) {
    Status written = link::write_all(STDERR_FILENO, text);
    (void)written.ok();  // nobody is left to tell
  }
  uint64_t begun_ = 0, next_ = 0;
  bool said_ = false;
};

// Measures block after block: every pass over a block comes before the next one, so that stdin need not be read twice and memory
// stays bounded.
class Bench {
 public:
  Bench(const Snapshot& snapshot, size_t passes)
      : snapshot_(snapshot), passes_(passes), clock_(snapshot.size()), scratch_(snapshot.impl().scanner->make_scratch()) {
    options_.uid = geteuid();
    measured_.costs.resize(snapshot.size() + 1);
  }

  void measure(std::string_view block) {
    find(block);  // RE2 compiles, caches fill
    std::vector<uint64_t> whole, search;
    std::vector<std::vector<RuleCost>> watched;
    for (size_t pass = 0; pass < passes_; ++pass) {
      whole.push_back(find(block));
      search.push_back(find_literals(block));
      redactor_.impl().probe = &clock_;
      find(block);
      redactor_.impl().probe = nullptr;
      watched.push_back(clock_.take());
    }
    measured_.bytes += block.size();
    measured_.whole_ns += median(whole);
    measured_.search_ns += median(search);
    add_costs(watched);
  }

  const BenchResult& result() const { return measured_; }

 private:
  uint64_t find(std::string_view text) {
    const uint64_t begun = processor_ns();
    redactor_.find(snapshot_, text, options_, findings_);
    return processor_ns() - begun;
  }

  uint64_t find_literals(std::string_view text) {
    hits_.clear();
    const uint64_t begun = processor_ns();
    snapshot_.impl().scanner->scan(text, *scratch_, hits_);
    return processor_ns() - begun;
  }

  // Counts are the same in every pass; times are not.
  void add_costs(const std::vector<std::vector<RuleCost>>& watched) {
    std::vector<uint64_t> times(watched.size());
    for (size_t rule = 0; rule < measured_.costs.size(); ++rule) {
      const RuleCost& counted = watched[0][rule];
      if (counted.hits == 0) continue;
      for (size_t pass = 0; pass < watched.size(); ++pass) times[pass] = watched[pass][rule].ns;
      RuleCost& cost = measured_.costs[rule];
      cost.ns += median(times);
      cost.hits += counted.hits;
      cost.searches += counted.searches;
      cost.matches += counted.matches;
    }
  }

  const Snapshot& snapshot_;
  size_t passes_;
  RuleClock clock_;
  std::unique_ptr<ScanScratch> scratch_;
  std::vector<LiteralHit> hits_;
  MaskOptions options_;
  Redactor redactor_;
  std::vector<Finding> findings_;
  BenchResult measured_;
};

class Input {
 public:
  explicit Input(const std::string& path) : fd_(path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~Input() {
    if (fd_ > STDIN_FILENO) close(fd_);
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_;
};

}  // namespace

int run_rules_bench(const Globals& globals, const RulesBench& options) {
  Input input(options.path);
  if (input.fd() < 0) return fail(Error{"file.unreadable", options.path + ": " + strerror(errno) + ".", ""});
  auto snapshot = load_snapshot(globals, options.rules_dirs);
  if (!snapshot.ok()) return fail(snapshot.error());
  Bench bench(**snapshot, options.passes);
  LineBlocks blocks(input.fd(), kBlockBytes);
  {
    Progress progress;
    std::string block;
    for (;;) {
      auto more = blocks.next(block);
      if (!more.ok()) return fail(more.error());
      if (!*more) break;
      bench.measure(block);
      progress.done(bench.result().bytes);
    }
  }
  if (bench.result().bytes == 0) return fail(Error{"rules.bench.empty", "There is nothing to measure: the input is empty.", "Give a file of the text that is to be masked, a megabyte or more."});
  return print(options.as_json ? bench_json(**snapshot, bench.result(), options.passes)
                               : bench_text(**snapshot, bench.result(), options.passes, options.top));
}

}  // namespace redactd::ctl
