#include "tests/catalogue/commands/mutants.h"

#include <set>

using namespace redactd;

namespace {

constexpr const char* kNothing = "\x01";  // no word of any line

class Maker {
 public:
  explicit Maker(const ArgvSpec& spec) : spec_(spec) {}

  std::vector<Mutant> make() {
    for (size_t i = 0; i < spec_.tools.size(); ++i)
      add("tool " + spec_.tools[i], [i](ArgvSpec& spec) { spec.tools.erase(spec.tools.begin() + static_cast<std::ptrdiff_t>(i)); });
    for (size_t i = 0; i < spec_.flags.size(); ++i)
      add("flag " + spec_.flags[i].flag, [i](ArgvSpec& spec) { spec.flags[i].flag = kNothing; });
    words_of_flags("after subcommand", &ArgvFlag::subcommands);
    words_of_flags("with", &ArgvFlag::needs_flags);
    for (size_t i = 0; i < spec_.operands.size(); ++i) operand(i);
    list("variable", &ArgvSpec::env);
    list("standard input with", &ArgvSpec::stdin_flags);
    list("standard input after", &ArgvSpec::stdin_subcommands);
    if (spec_.reads_stdin) add("standard input", [](ArgvSpec& spec) { spec.reads_stdin = false; });
    if (!spec_.env_after.empty()) add("env_after", [](ArgvSpec& spec) { spec.env_after.clear(); });
    if (!spec_.stdin_after.empty()) add("stdin_after", [](ArgvSpec& spec) { spec.stdin_after.clear(); });
    if (!spec_.bundled.empty()) add("bundled", [](ArgvSpec& spec) { spec.bundled.clear(); });
    if (spec_.wraps) add("wraps", [](ArgvSpec& spec) { spec.wraps = false; });
    return std::move(out_);
  }

 private:
  template <typename Change>
  void add(const std::string& without, Change change) {
    out_.push_back({without, spec_});
    change(out_.back().spec);
  }

  void list(const std::string& name, std::vector<std::string> ArgvSpec::*words) {
    for (size_t i = 0; i < (spec_.*words).size(); ++i)
      add(name + " " + (spec_.*words)[i], [=](ArgvSpec& spec) { (spec.*words)[i] = kNothing; });
  }

  // Aliases share one list, so a word of it counts once.
  void words_of_flags(const std::string& name, std::vector<std::string> ArgvFlag::*words) {
    std::set<std::vector<std::string>> lists;
    for (const ArgvFlag& flag : spec_.flags) lists.insert(flag.*words);
    for (const auto& shared : lists)
      for (size_t i = 0; i < shared.size(); ++i)
        add("flag " + name + " " + shared[i], [&](ArgvSpec& spec) {
          for (ArgvFlag& flag : spec.flags)
            if (flag.*words == shared) (flag.*words)[i] = kNothing;
        });
  }

  void operand(size_t i) {
    const ArgvOperand& data = spec_.operands[i];
    add("operand " + std::to_string(i), [i](ArgvSpec& spec) { spec.operands.erase(spec.operands.begin() + static_cast<std::ptrdiff_t>(i)); });
    for (size_t k = 0; k < data.subcommands.size(); ++k)
      add("operand after " + data.subcommands[k], [=](ArgvSpec& spec) { spec.operands[i].subcommands[k] = kNothing; });
    for (size_t k = 0; k < data.needs_flags.size(); ++k)
      add("operand with " + data.needs_flags[k], [=](ArgvSpec& spec) { spec.operands[i].needs_flags[k] = kNothing; });
  }

  const ArgvSpec& spec_;
  std::vector<Mutant> out_;
};

}  // namespace

std::vector<Mutant> mutants_of(const ArgvSpec& spec) { return Maker(spec).make(); }
