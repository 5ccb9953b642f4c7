#include "client/ctl/setup/choose.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "client/ctl/globals.h"
#include "client/ctl/output.h"
#include "client/ctl/setup/proof_support.h"

namespace redactd::ctl {
namespace {

bool exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

std::string login_shell() {
  const char* shell = getenv("SHELL");
  const passwd* entry = shell == nullptr ? getpwuid(geteuid()) : nullptr;
  const std::string path = shell != nullptr ? shell : entry != nullptr && entry->pw_shell != nullptr ? entry->pw_shell : "";
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

std::vector<std::string> shells_in_use(const ShellPlaces& places) {
  const std::pair<const char*, std::string> histories[] = {
      {"bash", places.home + "/.bash_history"}, {"zsh", places.home + "/.zsh_history"}, {"fish", places.home + "/.local/share/fish/fish_history"}};
  std::vector<std::string> used;
  for (const auto& [name, history] : histories) {
    if (find_program(name).empty()) continue;
    if (login_shell() == name || exists(history) || exists(start_file_of(name, places))) used.emplace_back(name);
  }
  return used;
}

Result<std::vector<std::string>> shell_names(const std::string& words) {
  std::vector<std::string> names;
  for (size_t begin = 0; begin < words.size();) {
    const size_t end = std::min(words.find_first_of(", \t", begin), words.size());
    const std::string word = words.substr(begin, end - begin);
    begin = end + 1;
    if (word.empty() || std::find(names.begin(), names.end(), word) != names.end()) continue;
    if (word != "bash" && word != "zsh" && word != "fish") {
      return Error{"setup.shell_unknown", "One of the shells that were named is none of bash, zsh and fish.", "Name them like this: --shell bash,zsh"};
    }
    names.push_back(word);
  }
  return names;
}

std::string ask(const std::string& prompt, const std::string& otherwise) {
  if (print(prompt) != kDone) return otherwise;
  std::string line;
  if (!std::getline(std::cin, line)) {
    print("\n");
    return otherwise;
  }
  return line.empty() ? otherwise : line;
}

}  // namespace redactd::ctl
