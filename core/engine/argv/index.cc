#include "core/engine/argv/index.h"

#include <algorithm>

#include "core/base/limits.h"

namespace redactd::argv {
namespace {

constexpr size_t kShortestAnchorBytes = 4;

std::vector<Chain> chains(const std::vector<std::string>& subcommands) {
  std::vector<Chain> result;
  for (const std::string& words : subcommands) {
    Chain chain;
    for (size_t begin = 0; begin < words.size();) {
      const size_t end = std::min(words.find(' ', begin), words.size());
      if (end > begin) chain.push_back(words.substr(begin, end - begin));
      begin = end + 1;
    }
    if (!chain.empty()) result.push_back(std::move(chain));
  }
  return result;
}

bool is_glob(const std::string& flag) { return flag.find('*') != std::string::npos; }

// -pX: a flag of one letter with either way, or any that says it is attached.
bool takes_attached(const ArgvFlag& flag) {
  if (is_glob(flag.flag)) return false;
  if (flag.value == FlagValue::kAttached) return !flag.flag.starts_with("--");
  return flag.value == FlagValue::kEither && flag.flag.size() == 2;
}

Entry prepare(uint32_t rule, const ArgvSpec& spec) {
  Entry entry{rule, &spec, {}, {}, {}, {}, chains(spec.stdin_subcommands)};
  for (const ArgvFlag& data : spec.flags) {
    const Flag flag{&data, chains(data.subcommands)};
    if (is_glob(data.flag)) entry.globs.push_back(flag);
    else entry.exact[data.flag].push_back(flag);
    if (takes_attached(data)) entry.attached.push_back(flag);
  }
  std::stable_sort(entry.attached.begin(), entry.attached.end(),
                   [](const Flag& a, const Flag& b) { return a.data->flag.size() > b.data->flag.size(); });
  for (const ArgvOperand& data : spec.operands) entry.operands.push_back({&data, chains(data.subcommands)});
  return entry;
}

// The longest fixed part of "-D*password".
std::string fixed_part(const std::string& flag) {
  const size_t star = flag.find('*');
  if (star == std::string::npos) return flag;
  const std::string head = flag.substr(0, star);
  const std::string tail = flag.substr(star + 1);
  return head.size() > tail.size() ? head : tail;
}

// "vault login" as lists write it: "vault", "login" (JSON), 'vault', 'login' (Python), "vault" a1="login" (audit), and with NULs.
std::vector<std::string> in_lists(const std::string& literal) {
  std::vector<std::string> result;
  const size_t blank = literal.find(' ');
  if (blank == std::string::npos || blank == 0) return result;
  const std::string head = literal.substr(0, blank);
  const std::string tail = literal.substr(blank + 1);
  if (tail.find(' ') != std::string::npos) return result;
  if (tail.empty()) return {head + "\"", head + "'", head + '\0'};
  for (const char* between : {"\", \"", "\",\"", "', '", "\" a1=\""}) result.push_back(head + between + tail);
  result.push_back(head + '\0' + tail);
  return result;
}

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view word) {
  size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == word;
  if (!word.starts_with(pattern.substr(0, star))) return false;
  word.remove_prefix(star);
  for (;;) {  // each part between two stars at its first place, the last one at the end
    pattern.remove_prefix(star + 1);
    star = pattern.find('*');
    if (star == std::string_view::npos) return word.ends_with(pattern);
    const size_t found = word.find(pattern.substr(0, star));
    if (found == std::string_view::npos) return false;
    word.remove_prefix(found + star);
  }
}

Index::Index(const std::vector<std::pair<uint32_t, const ArgvSpec*>>& specs) {
  entries_.reserve(specs.size());
  for (const auto& [rule, spec] : specs) {
    entries_.push_back(prepare(rule, *spec));
    const Entry* entry = &entries_.back();
    for (const std::string& tool : spec->tools) {
      if (tool == "*") any_tool_.push_back(entry);
      else tools_[tool].push_back(entry);
    }
    for (const std::string& name : spec->env) variables_[name].push_back(entry);
    add_anchors(rule, *spec);
  }
}

// Literals that contain another one of the rule are left out: the shorter finds them too.
void Index::add_anchors(uint32_t rule, const ArgvSpec& spec) {
  std::vector<std::string> literals = spec.anchors;
  if (literals.empty()) {
    for (const std::string& tool : spec.tools) {
      if (tool != "*") {
        literals.push_back(tool);
        continue;
      }
      for (const ArgvFlag& flag : spec.flags) literals.push_back(fixed_part(flag.flag));
    }
  }
  for (size_t i = 0, plain = literals.size(); i < plain; ++i) {
    const std::vector<std::string> listed = in_lists(literals[i]);
    literals.insert(literals.end(), listed.begin(), listed.end());
  }
  literals.insert(literals.end(), spec.env.begin(), spec.env.end());
  literals.insert(literals.end(), {"EXECVE", "proctitle="});  // where arguments are hexadecimal
  for (std::string& literal : literals)
    if (literal.size() > kMaxAnchorBytes) literal.resize(kMaxAnchorBytes);
  std::sort(literals.begin(), literals.end(), [](const auto& a, const auto& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
  std::vector<std::string> kept;
  for (const std::string& literal : literals) {
    if (literal.size() < kShortestAnchorBytes) continue;
    const bool held = std::any_of(kept.begin(), kept.end(), [&](const std::string& other) { return literal.find(other) != std::string::npos; });
    if (!held) kept.push_back(literal);
  }
  for (std::string& literal : kept) anchors_.emplace_back(std::move(literal), rule);
}

const std::vector<const Entry*>* Index::tool(std::string_view name) const {
  const auto found = tools_.find(name);
  return found == tools_.end() ? nullptr : &found->second;
}

const std::vector<const Entry*>* Index::variable(std::string_view name) const {
  const auto found = variables_.find(name);
  return found == variables_.end() ? nullptr : &found->second;
}

}  // namespace redactd::argv
