#include "client/ctl/contain/todo.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>

#include "core/catalogue/catalogue.h"

namespace redactd::ctl {
namespace {

std::string advice_of(const std::string& rule_id) {
  for (const RuleSpec& rule : builtin_rules()) {
    if (rule.id == rule_id) return rule.advice;
  }
  return {};
}

// "PID (COMM) STATE PPID PGRP SESSION TTY ..." of proc(5): a shell with a terminal is one that somebody types into.
bool is_interactive_shell(const std::string& stat) {
  const size_t begin = stat.find('('), end = stat.rfind(')');
  if (begin == std::string::npos || end == std::string::npos || end < begin) return false;
  const std::string name = stat.substr(begin + 1, end - begin - 1);
  char state = 0;
  long parent = 0, group = 0, session = 0, terminal = 0;
  const bool read = sscanf(stat.c_str() + end + 1, " %c %ld %ld %ld %ld", &state, &parent, &group, &session, &terminal) == 5;
  return read && terminal != 0 && (name == "bash" || name == "zsh" || name == "fish");
}

// Of the caller; the one that runs this is among them.
size_t open_shells() {
  std::error_code error;
  size_t count = 0;
  for (const auto& process : std::filesystem::directory_iterator("/proc", error)) {
    struct stat facts {};
    if (stat(process.path().c_str(), &facts) != 0 || facts.st_uid != geteuid()) continue;
    std::ifstream file(process.path() / "stat");
    std::string line;
    if (std::getline(file, line) && is_interactive_shell(line)) ++count;
  }
  return count;
}

bool has_residue(const files::SweepReport& scrub) {
  return std::any_of(scrub.changed.begin(), scrub.changed.end(), [](const files::Place& place) { return place.residue; });
}

}  // namespace

std::vector<std::string> todo_after(const Containment& done, const files::ScrollbackReport& scrollback) {
  std::vector<std::string> todo;
  const std::string advice = advice_of(done.rule);
  todo.push_back("Rotate the secret now: mint a new one, verify it at the endpoint that it is for, update what uses it, delete the old one; do not change it in place." +
                 (advice.empty() ? "" : " " + advice));
  if (!done.id.empty()) todo.push_back("When that is done: redactctl leaks rotated " + done.id);
  if (const size_t shells = open_shells(); shells > 0) {
    todo.push_back(std::to_string(shells) + " shells of yours are open and may have the line in memory: history -d it there, or end them with kill -9, then run verify again; a shell writes its history when it exits.");
  }
  std::set<std::string> told;  // one advice for many files
  for (const files::Left& left : done.hunt.left) {
    if (told.size() < 20 && told.insert(left.advice).second) todo.push_back(left.path + ": " + left.advice);
  }
  if (has_residue(done.scrub)) {
    todo.push_back("Below some of these files (copy-on-write, shared blocks or a data journal) an older copy of the block may remain: delete snapshots, then overwrite the free space.");
  }
  for (const std::string& command : scrollback.commands) todo.push_back("It stands in a pane of tmux: " + command);
  todo.push_back("Terminal scrollback: in tmux, tmux send-keys -R and then tmux clear-history, in every pane that showed it; elsewhere clear the scrollback.");
  todo.push_back("Backups, snapshots and remote copies (log servers, synchronised histories, chat) are not reached from here.");
  return todo;
}

}  // namespace redactd::ctl
