#include "client/ctl/rule_sources.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>

#include "client/link/clock.h"
#include "client/link/local_engine.h"
#include "client/link/paths.h"
#include "client/link/read_file.h"
#include "core/catalogue/patterns.h"

namespace redactd::ctl {
namespace {

constexpr size_t kMaxRuleFileBytes = 16 * 1024 * 1024;

bool is_directory(const std::string& path) {
  struct stat st {};
  return stat(path.c_str(), &st) == 0 && S_ISDIR(st.st_mode);
}

bool ends_in_json(const std::string& name) {
  return name.size() > 5 && name.compare(name.size() - 5, 5, ".json") == 0 && name[0] != '.';
}

Result<std::vector<std::string>> list_json(const std::string& dir) {
  DIR* handle = opendir(dir.c_str());
  if (handle == nullptr) return Error{"file.unreadable", dir + ": " + strerror(errno) + ".", ""};
  std::vector<std::string> names;
  while (const dirent* entry = readdir(handle)) {
    if (ends_in_json(entry->d_name)) names.emplace_back(entry->d_name);
  }
  closedir(handle);
  std::sort(names.begin(), names.end());
  return names;
}

Status add_rules_of(const std::string& dir, std::vector<RuleSpec>& rules) {
  auto files = read_rule_files(dir);
  if (!files.ok()) return files.error();
  Catalogue catalogue = parse_rule_files(*files);
  if (!catalogue.faults.empty()) {
    return Error{"rules.invalid", catalogue.faults.front().message(), "redactctl rules check " + dir + " lists every fault."};
  }
  std::map<std::string, size_t> known;
  for (size_t i = 0; i < rules.size(); ++i) known[rules[i].id] = i;
  for (RuleSpec& rule : catalogue.rules) {
    auto at = known.find(rule.id);
    if (at == known.end()) {
      rules.push_back(std::move(rule));
    } else {
      rules[at->second] = std::move(rule);
    }
  }
  return {};
}

// What the daemon published for the clients; an unreadable file adds nothing.
void add_published(const Globals& globals, std::vector<RuleSpec>& rules) {
  for (const std::string& dir : link::LocalEngine::default_dirs(globals.socket_dir, globals.state_dir)) {
    auto text = link::read_file(dir + "/patterns.json", kMaxRuleFileBytes);
    if (!text.ok()) continue;
    auto file = parse_patterns(*text);
    if (!file.ok()) continue;
    for (OperatorPattern& pattern : file->patterns) {
      if (pattern.expires_at == 0 || pattern.expires_at > link::wall_seconds()) rules.push_back(std::move(pattern.rule));
    }
    return;
  }
}

}  // namespace

Result<std::vector<RuleFile>> read_rule_files(const std::string& path) {
  std::vector<std::pair<std::string, std::string>> paths;  // name, where
  if (is_directory(path)) {
    auto names = list_json(path);
    if (!names.ok()) return names.error();
    for (const std::string& name : *names) paths.emplace_back(name, path + "/" + name);
  } else {
    size_t slash = path.rfind('/');
    paths.emplace_back(slash == std::string::npos ? path : path.substr(slash + 1), path);
  }
  std::vector<RuleFile> files;
  for (auto& [name, where] : paths) {
    auto text = link::read_file(where, kMaxRuleFileBytes);
    if (!text.ok()) return text.error();
    files.push_back({std::move(name), std::move(*text)});
  }
  return files;
}

std::vector<std::string> own_rule_dirs() {
  std::vector<std::string> dirs;
  for (const std::string& base : {std::string("/etc/redactd"), link::user_config_dir()}) {
    for (const char* part : {"/rules.d", "/commands.d"}) {
      if (!base.empty() && is_directory(base + part)) dirs.push_back(base + part);
    }
  }
  return dirs;
}

Result<std::vector<RuleSpec>> load_rules(const Globals& globals, const std::vector<std::string>& dirs) {
  std::vector<RuleSpec> rules = builtin_rules();
  for (const std::string& dir : own_rule_dirs()) {
    if (Status added = add_rules_of(dir, rules); !added.ok()) return added.error();
  }
  for (const std::string& dir : dirs) {
    if (Status added = add_rules_of(dir, rules); !added.ok()) return added.error();
  }
  add_published(globals, rules);
  return rules;
}

Result<std::shared_ptr<const Snapshot>> load_snapshot(const Globals& globals, const std::vector<std::string>& dirs) {
  auto specs = load_rules(globals, dirs);
  if (!specs.ok()) return specs.error();
  std::vector<std::shared_ptr<const CompiledRule>> rules;
  rules.reserve(specs->size());
  for (RuleSpec& spec : *specs) {
    auto rule = compile_rule(std::move(spec), /*trusted=*/true);  // the loader has checked it
    if (!rule.ok()) return rule.error();
    rules.push_back(std::move(*rule));
  }
  return Snapshot::build(std::move(rules), 0, make_vectorscan_scanner);
}

}  // namespace redactd::ctl
