#include "client/ctl/rules_import.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

#include "client/ctl/globals.h"
#include "client/ctl/leaks/output_file.h"
#include "client/ctl/output.h"
#include "client/link/read_file.h"
#include "core/catalogue/catalogue.h"
#include "core/import/import.h"

namespace redactd::ctl {
namespace {

using nlohmann::ordered_json;

constexpr size_t kMaxFiles = 4096;
constexpr size_t kMaxBytesOfAll = 32 * 1024 * 1024;
constexpr unsigned kRuleFileMode = 0644;  // rules are no secret, and the daemon has another uid

bool belongs_to(Scanner scanner, std::string_view name) {
  if (name.starts_with('.')) return false;
  if (scanner == Scanner::kGitleaks) return name.ends_with(".toml");
  return name.ends_with(".yml") || name.ends_with(".yaml") || (scanner == Scanner::kTruffleHog && name.ends_with(".json"));
}

Result<std::vector<std::string>> names_in(const std::string& path, Scanner scanner) {
  DIR* handle = opendir(path.c_str());
  if (handle == nullptr) return Error{"file.unreadable", path + ": " + strerror(errno) + ".", ""};
  std::vector<std::string> names;
  while (const dirent* entry = readdir(handle)) {
    if (belongs_to(scanner, entry->d_name)) names.emplace_back(entry->d_name);
  }
  closedir(handle);
  if (names.empty()) return Error{"file.unreadable", path + ": There is no rule file of this scanner in it.", "Name the directory that holds the files themselves."};
  if (names.size() > kMaxFiles) return Error{"file.too_large", path + ": There are more than 4096 files in it.", "Split it."};
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::vector<ForeignFile>> read_foreign(const std::string& path, Scanner scanner) {
  struct stat st {};
  std::vector<std::string> paths = {path};
  if (stat(path.c_str(), &st) == 0 && S_ISDIR(st.st_mode)) {
    auto names = names_in(path, scanner);
    if (!names) return names.error();
    paths.clear();
    for (const std::string& name : *names) paths.push_back(path + "/" + name);
  }
  std::vector<ForeignFile> files;
  size_t bytes = 0;
  for (const std::string& one : paths) {
    auto text = link::read_file(one, kMaxForeignFileBytes);
    if (!text) return text.error();
    bytes += text->size();
    if (bytes > kMaxBytesOfAll) return Error{"file.too_large", path + ": Its files have more than 32 MiB.", "Split it."};
    files.push_back({one, std::move(*text)});
  }
  return files;
}

std::string plural(size_t n, const char* word) { return std::to_string(n) + " " + word + (n == 1 ? "" : "s"); }

std::string as_text(const ImportReport& report) {
  std::string text;
  for (const std::string& line : report.notes) text += line + "\n";
  for (const ImportedRule& rule : report.translated) {
    for (const std::string& line : rule.notes) text += rule.id + ": " + line + "\n";
  }
  for (const RefusedRule& rule : report.refused) text += "refused " + rule.rule + ": " + rule.code + ": " + rule.why + "\n";
  return text + std::to_string(report.translated_from) + " of " + plural(report.foreign_rules, "rule") + " translated; " +
         std::to_string(report.foreign_rules - report.translated_from) + " refused\n";
}

std::string to_json_text(const ImportReport& report) {
  auto translated = ordered_json::array(), refused = ordered_json::array(), faults = ordered_json::array();
  for (const ImportedRule& rule : report.translated) translated.push_back({{"id", rule.id}, {"from", rule.from}, {"notes", rule.notes}});
  for (const RefusedRule& rule : report.refused) refused.push_back({{"rule", rule.rule}, {"code", rule.code}, {"why", rule.why}});
  for (const Error& fault : report.faults) faults.push_back({{"code", fault.code}, {"what", fault.what}});
  const ordered_json document{{"translated", translated}, {"refused", refused}, {"faults", faults}, {"notes", report.notes}};
  return document.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

int run_rules_import(const ImportRequest& request, bool as_json) {
  const auto scanner = scanner_named(request.from);
  if (!scanner) return fail({"ctl.usage", "The value of --from is none that it takes.", "See redactctl rules import --help."});
  const auto files = read_foreign(request.path, *scanner);
  if (!files) return fail(files.error());
  std::vector<std::string> ids;
  for (const RuleSpec& rule : builtin_rules()) ids.push_back(rule.id);
  const ImportReport report = import_rules(*files, *scanner, request.observe, ids);
  for (const Error& fault : report.faults) fail(fault);

  const bool to_stdout = request.output.empty() || request.output == "-";
  if (!report.rule_file.empty()) {
    if (to_stdout) {
      if (const int printed = print(report.rule_file); printed != kDone) return printed;
    } else if (Status written = write_file(request.output, report.rule_file, kRuleFileMode); !written) {
      return fail(written.error());
    }
  }
  const std::string said = as_json ? to_json_text(report) : as_text(report);
  if (to_stdout) {
    note(std::string_view(said).substr(0, said.size() - 1));
  } else if (const int printed = print(said); printed != kDone) {
    return printed;
  }
  if (!report.translated.empty()) return kDone;
  return report.faults.size() == files->size() ? kIoFailed : kAnswerIsNo;
}

}  // namespace redactd::ctl
