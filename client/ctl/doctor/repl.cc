// The histories of programs with a prompt of their own: is each covered, and does what is stored already hold findings?
#include <unistd.h>

#include <cstdlib>

#include "client/ctl/doctor/check.h"
#include "client/ctl/repl/programs.h"
#include "client/ctl/setup/proof_support.h"
#include "client/ctl/setup/start_file.h"
#include "client/link/local_engine.h"
#include "client/link/read_file.h"

namespace redactd::ctl {
namespace {

constexpr size_t kMaxBytes = 16 * 1024 * 1024;

std::string history_of(const ReplProgram& program, const std::string& home) {
  const char* named = program.variable.empty() ? nullptr : getenv(std::string(program.variable).c_str());
  return named != nullptr ? std::string(named) : home + "/" + std::string(program.history);
}

// Some start file defines the function. Which shell the user starts it from cannot be known.
bool is_covered(const ReplProgram& program, const ShellPlaces& places) {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    auto text = link::read_file(start_file_of(shell, places), kMaxBytes);
    if (text.ok() && has_block(*text, repl_marks()) && text->find("function " + std::string(program.name) + " ") != std::string::npos) return true;
  }
  return false;
}

}  // namespace

void check_repls(Checks& checks) {
  const ShellPlaces places = shell_places();
  if (places.home.empty()) return;
  for (const ReplProgram& program : repl_programs()) {
    const std::string name(program.name), path = history_of(program, places.home);
    if (find_program(name).empty() || access(path.c_str(), F_OK) != 0) continue;  // never used by this user
    const std::string check = "repl." + name;
    if (is_covered(program, places)) {
      checks.push_back({check, Health::kOk, name + "'s history is masked before it reaches a disk.", ""});
    } else {
      checks.push_back({check, Health::kWarning, name + " writes its history raw: " + path + ".", "redactctl init --repl --programs " + name});
    }
    auto text = link::read_file(path, kMaxBytes);
    if (!text.ok()) continue;
    link::LocalEngine engine(link::LocalEngine::default_dirs("", ""));
    std::string masked;
    const uint64_t findings = engine.mask(*text, masked).findings;
    if (findings > 0) {
      checks.push_back({check + ".stored", Health::kWarning, path + " holds " + std::to_string(findings) + " findings from before.",
                        "redactctl scrub " + path + " --dry-run, then without it"});
    }
  }
}

}  // namespace redactd::ctl
