#include "daemon/app/catalogue_reader.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "core/catalogue/catalogue.h"

namespace redactd::daemon {
namespace {

namespace fs = std::filesystem;

constexpr uintmax_t kMaxRuleFileBytes = 16 * 1024 * 1024;

void read_dir(const std::string& dir, bool optional, std::vector<RuleFile>& files, std::vector<std::string>& faults) {
  std::error_code error;
  if (!fs::is_directory(dir, error)) {
    if (!optional) faults.push_back(dir + ": rules.dir.absent: The directory cannot be read. Name another with --rules-dir.");
    return;
  }
  std::vector<fs::path> paths;
  for (fs::directory_iterator at(dir, error), end; !error && at != end; at.increment(error)) {
    if (at->path().extension() == ".json" && at->path().filename().string().front() != '.') paths.push_back(at->path());
  }
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    const uintmax_t size = fs::is_regular_file(path, error) ? fs::file_size(path, error) : kMaxRuleFileBytes + 1;
    std::ifstream in(path, std::ios::binary);
    if (error || size > kMaxRuleFileBytes || !in) {
      faults.push_back(path.string() + ": rules.file.unreadable: The file cannot be read, or is larger than 16 MiB.");
      continue;
    }
    std::ostringstream text;
    text << in.rdbuf();
    files.push_back({path.filename().string(), text.str()});
  }
}

}  // namespace

CatalogueRead read_catalogue(const std::vector<std::string>& dirs, bool optional) {
  CatalogueRead read;
  std::vector<RuleFile> files;
  for (const std::string& dir : dirs) read_dir(dir, optional, files, read.faults);
  Catalogue catalogue = parse_rule_files(files);
  for (const Fault& fault : catalogue.faults) read.faults.push_back(fault.message());
  std::set<std::string> replaced;
  for (const RuleSpec& rule : catalogue.rules) replaced.insert(rule.id);
  const auto compile = [&read](RuleSpec rule, bool trusted) {
    const std::string id = rule.id;
    auto compiled = compile_rule(std::move(rule), trusted);
    if (compiled) return read.rules.push_back(std::move(*compiled));
    read.faults.push_back("rule " + id + ": " + compiled.error().message());
  };
  for (const RuleSpec& rule : builtin_rules()) {
    if (replaced.count(rule.id) == 0) compile(rule, true);  // the build has checked them
  }
  for (RuleSpec& rule : catalogue.rules) compile(std::move(rule), false);
  return read;
}

}  // namespace redactd::daemon
