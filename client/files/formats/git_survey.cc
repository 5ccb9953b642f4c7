#include "client/files/formats/git_survey.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

#include "client/files/formats/child.h"
#include "client/files/formats/git_objects.h"
#include "client/files/formats/inflate.h"
#include "client/files/formats/scan.h"

namespace redactd::files {
namespace {

constexpr int kMaxDepth = 40;

bool is_repository(int directory, const std::string& name) {
  for (const char* part : {"/HEAD", "/objects", "/refs"}) {
    if (faccessat(directory, (name + part).c_str(), F_OK, AT_SYMLINK_NOFOLLOW) != 0) return false;
  }
  return true;
}

// Nothing of the user's, the system's or the repository's settings may start a program, fetch, or write.
std::vector<std::string> git_environment() {
  return {"PATH=/usr/bin:/bin", "HOME=/nonexistent", "LC_ALL=C", "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null",
          "GIT_OPTIONAL_LOCKS=0", "GIT_NO_REPLACE_OBJECTS=1", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none",
          "GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=/bin/false", "GIT_SSH_COMMAND=/bin/false"};
}

class Surveyor {
 public:
  Surveyor(const drill::Target& target, const SweepOptions& options, FileResult& result, GitSurvey& survey)
      : target_(target), options_(options), result_(result), survey_(survey) {}

  std::optional<Fault> run(const std::string& directory) {
    root_.reset(open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!root_) return errno_fault("The repository could not be opened", errno);
    path_ = directory;
    // Where there are packs git gives the loose objects too.
    if (has_packs()) {
      git_read_them_ = read_by_git();
      if (!git_read_them_) keep(unread_fault("git is not there or could not read all objects of the repository: git fsck tells more."));
    }
    walk(link::Fd(fcntl(root_.get(), F_DUPFD_CLOEXEC, 0)), "", 0);
    return fault_;
  }

 private:
  void keep(std::optional<Fault> fault) {
    if (!fault_ && fault) fault_ = std::move(fault);
  }

  void walk(link::Fd directory, const std::string& below, int depth) {
    if (!directory || depth > kMaxDepth) return keep(unread_fault("A directory of the repository could not be read."));
    std::unique_ptr<DIR, int (*)(DIR*)> list(fdopendir(directory.get()), closedir);
    if (!list) return keep(errno_fault("A directory of the repository could not be read", errno));
    directory.release();
    while (const dirent* entry = readdir(list.get())) {
      std::string name = entry->d_name;
      if (name == "." || name == "..") continue;
      struct stat facts{};
      if (fstatat(dirfd(list.get()), name.c_str(), &facts, AT_SYMLINK_NOFOLLOW) != 0) continue;
      std::string path = below.empty() ? name : below + "/" + name;
      if (S_ISDIR(facts.st_mode) && depth > 0 && is_repository(dirfd(list.get()), name)) {  // of a submodule
        keep(Surveyor(target_, options_, result_, survey_).run(path_ + "/" + path));
      } else if (S_ISDIR(facts.st_mode)) {
        walk(link::Fd(openat(dirfd(list.get()), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)), path, depth + 1);
      } else if (S_ISREG(facts.st_mode)) {
        look_at(link::Fd(openat(dirfd(list.get()), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)), path);
      }
    }
  }

  void look_at(link::Fd fd, const std::string& below) {
    if (!fd) return keep(errno_fault("A file of the repository could not be read", errno));
    OpenFile file{fd.get(), path_ + "/" + below, 0, 1};
    bool is_object = below.starts_with("objects/") && !below.starts_with("objects/info/");
    if (below.starts_with("objects/pack/") || (is_object && git_read_them_)) return;
    uint64_t before = result_.matches + result_.partials;
    if (is_object) {
      keep(count_stream(pull_inflated(fd.get(), 0, UINT64_MAX, Wrapping::kZlib, file.path), file, target_, options_, result_));
    } else {
      keep(count_raw(fd.get(), file, target_, options_, result_));
    }
    uint64_t found = result_.matches + result_.partials - before;
    if (found == 0) return;
    if (is_object) {
      ++survey_.objects;
    } else if (below.starts_with("logs/")) {
      survey_.reflog_entries += found;
    } else {
      survey_.files.push_back(below);
    }
  }

  bool has_packs() const {
    link::Fd folder(openat(root_.get(), "objects/pack", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    std::unique_ptr<DIR, int (*)(DIR*)> list(folder ? fdopendir(folder.get()) : nullptr, closedir);
    if (!list) return false;
    folder.release();
    while (const dirent* entry = readdir(list.get())) {
      if (std::string_view(entry->d_name).ends_with(".pack")) return true;
    }
    return false;
  }

  bool read_by_git() {
    auto child = Child::start("git", {"--git-dir=.", "-c", "core.fsmonitor=false", "-c", "safe.directory=*", "-c", "core.hooksPath=/dev/null",
                                      "cat-file", "--batch-all-objects", "--batch", "--buffer", "--unordered"},
                              git_environment(), root_.get());
    if (!child) return false;
    GitObjects objects;
    bool is_sound = true;
    OpenFile file{child->output(), path_, 0, 1};
    Pull pull = [&](std::span<char> room) {
      Pulled pulled;
      ssize_t got = 0;
      do {
        got = read(child->output(), room.data(), room.size());
      } while (got < 0 && errno == EINTR);
      pulled.bytes = got > 0 ? static_cast<size_t>(got) : 0;
      pulled.last = got <= 0;
      return pulled;
    };
    keep(scan(target_, pull, [&](Piece piece) -> std::optional<Fault> {
      is_sound = is_sound && objects.feed({piece.bytes.data(), piece.bytes.size()});
      for (const auto& match : piece.matches) {
        if (is_sound && !objects.hit(match)) continue;
        count(match, file, options_, result_);
      }
      return std::nullopt;
    }));
    survey_.objects += objects.objects_hit();
    return child->wait() && is_sound && objects.is_at_boundary();
  }

  const drill::Target& target_;
  const SweepOptions& options_;
  FileResult& result_;
  GitSurvey& survey_;
  link::Fd root_;
  std::string path_;
  bool git_read_them_ = false;
  std::optional<Fault> fault_;
};

}  // namespace

std::optional<Fault> survey_repository(const std::string& directory, const drill::Target& target, const SweepOptions& options,
                                       FileResult& result, GitSurvey& survey) {
  return Surveyor(target, options, result, survey).run(directory);
}

}  // namespace redactd::files
