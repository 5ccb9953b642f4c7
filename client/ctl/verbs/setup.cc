#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "client/ctl/output.h"
#include "client/ctl/own_path.h"
#include "client/ctl/setup/choose.h"
#include "client/ctl/setup/line_diff.h"
#include "client/ctl/setup/report.h"
#include "client/ctl/setup/shell_session.h"
#include "client/ctl/terminal.h"
#include "client/ctl/verbs/verbs.h"
#include "client/link/io.h"

namespace redactd::ctl {
namespace {

struct Options {
  std::string shells;
  bool yes = false;
  bool dry_run = false;
  bool remove = false;
  bool no_service = false;
  bool no_proof = false;
  bool as_json = false;

  bool may_ask() const { return !yes && !dry_run; }
};

class Setup {
 public:
  Setup(const Globals& globals, const Options& options) : globals_(globals), options_(options), program_(own_path()) {}

  int run() {
    if (options_.may_ask() && (isatty(STDIN_FILENO) != 1 || options_.as_json)) {
      return fail({"setup.confirm_needed", "setup asks before it changes a file, and there is no terminal to ask at (or --json was given).",
                   "--yes makes the changes, --dry-run only shows them."});
    }
    if (places_.home.empty()) return fail({"setup.no_home", "There is no home directory.", "Set HOME."});
    auto shells = choose();
    if (!shells.ok()) return fail(shells.error());
    if (shells->empty()) return fail({"setup.no_shell", "None of bash, zsh and fish is installed and used here.", "Name one with --shell."});
    for (const std::string& shell : *shells) change(shell);
    if (!options_.no_service) service();
    // What would be changed cannot be tried yet, and what was taken out need not be.
    if (!options_.no_proof && !options_.dry_run && !options_.remove) prove();
    if (options_.as_json) {
      const int printed = print(setup_json(report_));
      if (printed != kDone) return printed;
    } else {
      say(last_words());
    }
    const int interrupted = Interrupts::caught();
    return interrupted != 0 ? 128 + interrupted : setup_status(report_);
  }

 private:
  void say(const std::string& text) const {
    if (!options_.as_json) print(text);
  }

  Result<std::vector<std::string>> choose() const {
    if (!options_.shells.empty()) return shell_names(options_.shells);
    std::vector<std::string> used = options_.remove ? std::vector<std::string>{"bash", "zsh", "fish"} : shells_in_use(places_);
    if (!options_.may_ask() || options_.remove) return used;
    std::string names;
    for (const std::string& name : used) names += (names.empty() ? "" : " ") + name;
    print("redactd masks secrets in a command line before the shell stores it. Which shells shall have its hook?\n");
    return shell_names(ask("Shells [" + names + "]: ", names));
  }

  void change(const std::string& shell) {
    ShellChange change = plan_change(shell, places_, program_, options_.remove);
    if (change.wanted()) {
      show(change);
      if (options_.may_ask() && !agrees()) {
        change.action = "declined";
      } else if (!options_.dry_run) {
        apply_change(change);
      }
    }
    // --remove looks at every shell; those that it has nothing to do with are not worth a line.
    if (change.action != "absent" || !options_.shells.empty()) say(describe(change));
    report_.shells.push_back(std::move(change));
  }

  void show(const ShellChange& change) const {
    if (options_.as_json) return;
    const std::string diff = safe_for_terminal(line_diff(change.path, change.file.text, change.text));
    const std::string shown = "\n" + (colours_on(STDOUT_FILENO) ? coloured_diff(diff) : diff);
    (void)link::write_all(STDOUT_FILENO, shown).ok();  // the questions that follow tell of a closed output
  }

  static bool agrees() {
    const std::string answer = ask("Make this change? [Y/n] ", "y");
    return answer[0] == 'y' || answer[0] == 'Y';
  }

  void service() {
    report_.service = options_.remove ? stop_service(options_.dry_run) : start_service(globals_, options_.dry_run);
    say("service: " + report_.service->say + "\n");
  }

  void prove() {
    say("\nProof: a false token, made now, goes through each path.\n");
    const Interrupts interrupts;
    Proof proof(globals_, program_);
    const auto add = [&](ProofResult result) {
      if (Interrupts::caught() != 0) return;
      say(describe(result));
      report_.proof.push_back(std::move(result));
    };
    for (const ShellChange& change : report_.shells) {
      if (change.action != "failed" && change.action != "declined" && Interrupts::caught() == 0) add(proof.shell(change.shell));
    }
    add(proof.mask());
    if (report_.service && (report_.service->state == "runs" || report_.service->state == "started")) add(proof.log());
  }

  std::string last_words() const {
    if (options_.remove || options_.dry_run) return {};
    if (setup_status(report_) != kDone) return "\nNot all of it is done: what is missing, and what to do, is said above. It is safe to run setup again.\n";
    return "\nOpen a new shell, or type `exec $SHELL`, and every line is masked before it is stored. redactctl doctor looks for what is left open,\n"
           "redactctl top shows it at work, redactctl setup --remove takes it all back.\n";
  }

  const Globals& globals_;
  const Options& options_;
  const std::string program_;
  const ShellPlaces places_ = shell_places();
  SetupReport report_;
};

}  // namespace

Run declare_setup(CLI::App& app, const Globals& globals) {
  auto options = std::make_shared<Options>();
  app.add_option("--shell", options->shells, "bash, zsh, fish: those to set up, separated by commas (else it asks)");
  app.add_flag("--yes", options->yes, "Make the changes without asking");
  app.add_flag("--dry-run", options->dry_run, "Show the changes and make none")->excludes("--yes");
  app.add_flag("--remove", options->remove, "Take the hooks out again and stop the service");
  app.add_flag("--no-service", options->no_service, "Leave systemd alone");
  app.add_flag("--no-proof", options->no_proof, "Try nothing afterwards");
  app.add_flag("--json", options->as_json, "One JSON document (with --yes or --dry-run)");
  app.footer("Shows the change to each start file as a diff, asks, keeps the file as it was in FILE.before-redactd, changes it in one step,\n"
             "starts your own redactd (systemctl --user), sends a false token through each shell, `redact-shim mask` and `redact-shim log`,\n"
             "and shows where it was masked. Safe to run again. --remove gives each start file back as it was.\n"
             "Exit 1 if a path did not mask, 5 if a file or the service could not be changed.\n"
             "  redactctl setup --dry-run            what it would do\n"
             "  redactctl setup --yes --shell bash   no questions");
  return [&globals, options] { return Setup(globals, *options).run(); };
}

}  // namespace redactd::ctl
