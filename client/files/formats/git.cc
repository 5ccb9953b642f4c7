#include "client/files/formats/git.h"

#include <sys/stat.h>

#include <new>

#include "client/files/formats/git_survey.h"
#include "client/files/formats/inflate.h"
#include "client/files/obstacle.h"

namespace redactd::files {
namespace {

bool is_there(const std::string& path, mode_t type) {
  struct stat facts{};
  return lstat(path.c_str(), &facts) == 0 && (facts.st_mode & S_IFMT) == type;
}

std::string some(const std::vector<std::string>& files) {
  std::string text;
  for (size_t i = 0; i < files.size() && i < 3; ++i) text += (i > 0 ? ", " : "") + quoted(files[i]);
  return files.size() > 3 ? text + " and " + std::to_string(files.size() - 3) + " more" : text;
}

std::string advice(const std::string& directory, const GitSurvey& survey) {
  bool has_tree = directory.ends_with("/.git");
  std::string git = "git -C " + quoted(has_tree ? directory.substr(0, directory.size() - 5) : directory);
  std::string text;
  if (survey.objects > 0) {
    text += std::to_string(survey.objects) + " objects: " + git +
            " filter-repo --sensitive-data-removal --replace-text FILE (FILE holds the value: mode 600, on tmpfs, delete it), force-push, " +
            "ask the host to drop cached views and pull-request refs; ";
  }
  if (survey.reflog_entries > 0) text += std::to_string(survey.reflog_entries) + " in reflogs; ";
  if (!survey.files.empty()) text += "in " + some(survey.files) + " (edit these by hand); ";
  return text + git + " reflog expire --expire=now --all, then " + git + " gc --prune=now";
}

FileResult look_at(const std::string& path, const drill::Target& target, const SweepOptions& options) {
  FileResult result;
  GitSurvey survey;
  auto fault = survey_repository(path, target, options, result, survey);
  uint64_t found = result.matches + result.partials;
  if (found > 0) result.left = Left{path, found, "git", advice(path, survey)};
  if (fault && fault->left && !result.left) result.left = fault->left;
  if (fault && !fault->left) result.unread = fault->unread;
  return result;
}

}  // namespace

std::optional<std::string> repository_of(const std::string& directory) {
  bool is_one = is_there(directory + "/HEAD", S_IFREG) && is_there(directory + "/objects", S_IFDIR) && is_there(directory + "/refs", S_IFDIR);
  return is_one ? std::optional(directory) : std::nullopt;
}

FileResult handle_repository(const std::string& path, const drill::Target& target, const SweepOptions& options) {
  try {
    return look_at(path, target, options);
  } catch (const std::bad_alloc&) {
    FileResult result;
    result.unread = "There is not enough memory to read it.";
    return result;
  }
}

FileResult handle_git_object(const OpenFile& file, const drill::Target& target, const SweepOptions& options) {
  FileResult result;
  if (file.path.find("/objects/pack/") != std::string::npos) {
    result.unread = "A pack is read through its repository: name the repository's directory instead.";
    return result;
  }
  result.bytes_seen = file.size;
  auto fault = count_stream(pull_inflated(file.fd, 0, UINT64_MAX, Wrapping::kZlib, file.path), file, target, options, result);
  uint64_t found = result.matches + result.partials;
  if (fault) {
    note(*fault, found, result);
  } else if (found > 0) {
    result.left = Left{file.path, found, "git", "name the repository's directory to see the commands"};
  }
  return result;
}

}  // namespace redactd::files
