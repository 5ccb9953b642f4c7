#include "core/engine/argv/index.h"

#include <algorithm>
#include <tuple>

#include "core/base/limits.h"

namespace redactd::argv {
namespace {

using Place = ArgvAnchor::Place;

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

// "openstack" and "ab -" where those are tools, and no other tool's name holds theirs ("rcon", of mcrcon).
Place place_of(const std::string& literal, const std::vector<std::string>& tools) {
  const std::string program = literal.substr(0, literal.find(' '));
  bool known = false;
  for (const std::string& tool : tools) {
    known = known || tool == program;
    if (tool != program && tool.find(program) != std::string::npos) return Place::kAnywhere;
  }
  if (!known) return Place::kAnywhere;
  return program == literal ? Place::kProgram : Place::kProgramAndMore;
}

std::vector<ArgvAnchor> own_anchors(uint32_t rule, const ArgvSpec& spec) {
  std::vector<ArgvAnchor> anchors;
  const auto add = [&](std::string literal, Place place) {
    for (std::string& listed : in_lists(literal)) anchors.push_back({std::move(listed), rule, Place::kAnywhere});
    anchors.push_back({std::move(literal), rule, place});
  };
  for (const std::string& literal : spec.anchors) add(literal, place_of(literal, spec.tools));
  for (const std::string& tool : spec.tools) {
    if (!spec.anchors.empty()) break;
    if (tool != "*") add(tool, Place::kProgram);
    for (const ArgvFlag& flag : spec.flags)
      if (tool == "*") add(fixed_part(flag.flag), Place::kFlag);
  }
  for (const std::string& name : spec.env) anchors.push_back({name, rule, Place::kAnywhere});
  for (const char* hexadecimal : {"EXECVE", "proctitle="}) anchors.push_back({hexadecimal, rule, Place::kAnywhere});
  return anchors;
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

// Literals that contain another one of the rule are left out if the shorter finds them too.
void Index::add_anchors(uint32_t rule, const ArgvSpec& spec) {
  std::vector<ArgvAnchor> anchors = own_anchors(rule, spec);
  for (ArgvAnchor& anchor : anchors) {
    if (anchor.literal.size() <= kMaxAnchorBytes) continue;
    anchor.literal.resize(kMaxAnchorBytes);
    if (anchor.place == Place::kProgram) anchor.place = Place::kAnywhere;
  }
  std::sort(anchors.begin(), anchors.end(), [](const ArgvAnchor& a, const ArgvAnchor& b) {
    return std::tuple(a.literal.size(), a.literal, a.place) < std::tuple(b.literal.size(), b.literal, b.place);
  });
  const size_t first = anchors_.size();
  for (ArgvAnchor& anchor : anchors) {
    if (anchor.literal.size() < kShortestAnchorBytes) continue;
    const bool held = std::any_of(anchors_.begin() + static_cast<std::ptrdiff_t>(first), anchors_.end(), [&](const ArgvAnchor& other) {
      const bool finds = other.place == Place::kAnywhere || (other.place == Place::kFlag && anchor.place == Place::kFlag);
      return finds && anchor.literal.find(other.literal) != std::string::npos;
    });
    if (!held) anchors_.push_back(std::move(anchor));
  }
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
