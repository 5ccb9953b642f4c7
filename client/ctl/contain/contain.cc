#include "client/ctl/contain/contain.h"

#include <sys/stat.h>

#include <functional>

#include "client/ctl/contain/daemon_steps.h"
#include "client/ctl/contain/todo.h"
#include "client/ctl/drill/progress.h"
#include "client/ctl/drill/report.h"
#include "client/files/formats/terminal.h"
#include "client/link/clock.h"
#include "client/link/sodium_memory.h"
#include "core/catalogue/catalogue.h"
#include "core/drill/target.h"

namespace redactd::ctl {
namespace {

class Drill {
 public:
  Drill(const ContainPlan& plan, SecretView secret, const files::ProgressFn& progress)
      : plan_(plan), progress_(progress), prefix_(drill::public_prefix_of(secret, builtin_rules())),
        target_(drill::target_for_value(secret, {.label = plan.label, .public_prefix = prefix_.length}, memory_, make_vectorscan_scanner)) {
    done_.label = plan.label;
    done_.rule = prefix_.rule;
  }

  Containment run(SecretView secret) {
    const uint64_t begin = link::monotonic_ms();
    DaemonSteps daemon(plan_, secret, done_);
    step("record", [&](std::string& detail) { return daemon.record(detail); });
    step("pattern", [&](std::string& detail) { return daemon.pattern(detail); });
    step("scrub", [&](std::string& detail) { return scrub(detail); });
    step("hunt", [&](std::string& detail) { return hunt(detail); });
    step("verify", [&](std::string& detail) { return verify(detail); });
    step("schedule", [&](std::string& detail) { return daemon.schedule(detail); });
    done_.elapsed_ms = link::monotonic_ms() - begin;
    done_.todo = todo_after(done_, files::look_at_scrollback(*target_));
    return std::move(done_);
  }

 private:
  void step(const char* name, const std::function<bool(std::string&)>& work) {
    const uint64_t begin = link::monotonic_ms();
    Step step{name, false, 0, {}};
    step.ok = work(step.detail);
    step.ms = link::monotonic_ms() - begin;
    done_.steps.push_back(std::move(step));
  }

  bool sweep(files::Action action, files::SweepReport& report, std::string& detail) {
    files::SweepOptions options = plan_.sweep;
    options.action = action;
    auto swept = files::sweep(*target_, options, progress_);
    end_progress();
    if (!swept.ok()) {
      detail = swept.error().message();
      return false;
    }
    report = std::move(*swept);
    return true;
  }

  bool scrub(std::string& detail) {
    if (!sweep(files::Action::kMask, done_.scrub, detail)) return false;
    const files::SweepReport& report = done_.scrub;
    detail = std::to_string(report.matches) + " matches and " + std::to_string(report.partials) + " pieces in " +
             std::to_string(report.files_changed) + " of " + std::to_string(report.files_seen) + " files; " + std::to_string(report.masked) + " masked";
    return report.unread.empty();
  }

  // Reads everything again. Scrubbing masked sure and likely pieces too; what shows now came in between or is left.
  bool hunt(std::string& detail) {
    if (!sweep(files::Action::kList, done_.hunt, detail)) return false;
    if (done_.hunt.matches + done_.hunt.partials > in_left(done_.hunt)) {
      files::SweepReport again;
      if (!sweep(files::Action::kMask, again, detail)) return false;
      add(again);
      if (!sweep(files::Action::kList, done_.hunt, detail)) return false;
    }
    sort_spots(done_.hunt);
    detail = std::to_string(done_.hunt.partials) + " telling pieces left, " + std::to_string(done_.hunt.weak) + " weak ones to look at";
    return done_.hunt.unread.empty();
  }

  void add(const files::SweepReport& again) {
    done_.scrub.masked += again.masked;
    done_.scrub.matches += again.matches;
    done_.scrub.partials += again.partials;
    done_.scrub.files_changed += again.files_changed;
    done_.scrub.changed.insert(done_.scrub.changed.end(), again.changed.begin(), again.changed.end());
  }

  // The hunt's reading counted the whole value too, after the last byte was masked.
  bool verify(std::string& detail) {
    done_.matches_left = done_.hunt.matches;
    detail = std::to_string(done_.matches_left) + " matches left in " + std::to_string(done_.hunt.files_seen) + " files";
    return done_.matches_left == 0 && done_.hunt.unread.empty();
  }

  const ContainPlan& plan_;
  const files::ProgressFn& progress_;
  link::SodiumMemory memory_;
  const drill::PublicPrefix prefix_;
  std::unique_ptr<drill::Target> target_;
  Containment done_;
};

Status check_paths(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    struct stat facts {};
    if (stat(path.c_str(), &facts) != 0) {
      return Error{"drill.path.missing", "One of the paths is not there; nothing was touched.", "Look at the spelling, or leave it out."};
    }
  }
  return {};
}

}  // namespace

Result<Containment> contain(const ContainPlan& plan, SecretView secret, const files::ProgressFn& progress) {
  if (Status checked = drill::check_value(secret); !checked.ok()) return checked.error();
  if (Status checked = check_paths(plan.sweep.paths); !checked.ok()) return checked.error();
  return Drill(plan, secret, progress).run(secret);
}

}  // namespace redactd::ctl
