#include <CLI/CLI.hpp>
#include <memory>
#include <optional>

#include "client/ctl/json_text.h"
#include "client/ctl/output.h"
#include "client/ctl/rpc.h"
#include "client/ctl/top/frame.h"
#include "client/ctl/top/screen.h"
#include "client/ctl/verbs/verbs.h"
#include "client/link/clock.h"

namespace redactd::ctl {
namespace {

struct Options {
  double interval_s = 1;
  uint64_t count = 0;  // 0: until it is ended
  bool as_json = false;
};

Result<Sample> take_sample(const Globals& globals) {
  auto rpc = Rpc::open(globals);
  if (!rpc.ok()) return rpc.error();
  auto metrics = rpc->call("metrics", "{}");
  if (!metrics.ok()) return metrics.error();
  auto sinks = rpc->call("sinks", "{}");
  if (!sinks.ok()) return sinks.error();
  return read_sample(link::monotonic_ms(), json_field(*metrics, "text"), *sinks);
}

class Top {
 public:
  Top(const Globals& globals, const Options& options) : globals_(globals), options_(options) {}

  int run() {
    auto first = take_sample(globals_);
    if (!first.ok()) return fail(first.error());
    Screen screen(!options_.as_json);
    Result<Sample> sample = std::move(first);
    for (uint64_t shown = 1;; ++shown) {
      const uint64_t next = link::monotonic_ms() + static_cast<uint64_t>(options_.interval_s * 1000);
      if (const int status = show(std::move(sample), screen); status != kDone) return status;
      if (options_.count != 0 && shown >= options_.count) return kDone;
      for (;;) {
        const Screen::Wake wake = screen.wait(next);
        if (wake == Screen::Wake::kQuit) return kDone;
        if (wake == Screen::Wake::kTime) break;
        redraw(screen);
      }
      sample = take_sample(globals_);
    }
  }

 private:
  int show(Result<Sample> sample, const Screen& screen) {
    if (!sample.ok()) {
      frame_.reset();
      lost_ = sample.error().code + ": " + sample.error().what;
      if (options_.as_json) return print("{\"error\": \"" + sample.error().code + "\"}\n");
    } else {
      lost_.clear();
      const std::optional<Sample> before = frame_ ? std::optional(std::move(frame_->now)) : std::nullopt;
      frame_ = make_frame(std::move(*sample), before ? &*before : nullptr);
      if (options_.as_json) return print(frame_json(*frame_));
    }
    return redraw(screen);
  }

  int redraw(const Screen& screen) const {
    const std::string text = frame_ ? frame_text(*frame_, screen.width(), screen.height()) : lost_ + " Trying again.\n";
    if (!screen.drawn()) return print(text + "\n");
    screen.draw(safe_for_terminal(text));
    return kDone;
  }

  const Globals& globals_;
  const Options& options_;
  std::optional<Frame> frame_;
  std::string lost_;
};

}  // namespace

Run declare_top(CLI::App& app, const Globals& globals) {
  auto options = std::make_shared<Options>();
  app.add_option("--interval", options->interval_s, "Seconds between two looks (0.1 to 3600; 1)")->check(CLI::Range(0.1, 3600.0));
  app.add_option("--count", options->count, "End after so many looks (else q or Ctrl-C ends it)");
  app.add_flag("--json", options->as_json, "One JSON object a look");
  app.footer("Lines and masks per second, masks by rule, how long masking takes, what the sinks wait for. It counts; it shows no line.\n"
             "Where stdout is no terminal, each look is printed below the one before. A daemon that goes away is looked for again.\n"
             "  redactctl top --json --count 2 | tail -n 1 | jq .lines_per_s");
  return [&globals, options] { return Top(globals, *options).run(); };
}

}  // namespace redactd::ctl
