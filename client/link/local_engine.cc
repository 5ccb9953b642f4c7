#include "client/link/local_engine.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <optional>
#include <utility>

#include "client/link/clock.h"
#include "client/link/fd.h"
#include "client/link/paths.h"
#include "client/link/read_file.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/patterns.h"

namespace redactd::link {
namespace {

constexpr uint64_t kLookAgainMs = 1000;
constexpr size_t kMaxPatternFileBytes = 16 * 1024 * 1024;

// What tells one version of a published file from the next: it is replaced by rename.
struct FileStamp {
  std::string path;
  ino_t inode = 0;
  timespec changed{};

  bool operator==(const FileStamp& other) const {
    return path == other.path && inode == other.inode && changed.tv_sec == other.changed.tv_sec &&
           changed.tv_nsec == other.changed.tv_nsec;
  }
};

std::vector<std::shared_ptr<const CompiledRule>> compile(std::vector<RuleSpec> specs, bool trusted) {
  std::vector<std::shared_ptr<const CompiledRule>> rules;
  rules.reserve(specs.size());
  for (RuleSpec& spec : specs) {
    auto rule = compile_rule(std::move(spec), trusted);
    if (rule.ok()) rules.push_back(std::move(*rule));
  }
  return rules;
}

}  // namespace

struct LocalEngine::State {
  std::vector<std::string> dirs;
  std::vector<std::shared_ptr<const CompiledRule>> builtin;
  std::shared_ptr<const Snapshot> snapshot;
  std::optional<Redactor> redactor;
  FileStamp stamp;
  uint64_t looked_at_ms = 0;

  FileStamp find_published() const;
  void load();
};

// A file that others can write to, or that is neither ours nor root's, is not believed: it could only widen what is masked,
// but it could also cost any amount of time.
FileStamp LocalEngine::State::find_published() const {
  for (const std::string& dir : dirs) {
    std::string path = dir + "/patterns.json";
    struct stat st {};
    if (stat(path.c_str(), &st) != 0 || !S_ISREG(st.st_mode)) continue;
    struct stat parent {};
    bool ours = st.st_uid == geteuid() || st.st_uid == 0 ||
                (stat(dir.c_str(), &parent) == 0 && parent.st_uid == st.st_uid && dir == kSystemSocketDir);
    if (!ours || (st.st_mode & S_IWOTH) != 0) continue;
    return FileStamp{path, st.st_ino, st.st_ctim};
  }
  return {};
}

void LocalEngine::State::load() {
  if (builtin.empty()) builtin = compile(builtin_rules_lean(), true);  // their patterns were checked when they were built in
  std::vector<RuleSpec> own;
  uint64_t generation = 0;
  if (!stamp.path.empty()) {
    auto text = read_file(stamp.path, kMaxPatternFileBytes);
    auto file = text.ok() ? parse_patterns(*text) : Result<PatternFile>(text.error());
    if (file.ok()) {
      generation = file->generation;
      for (OperatorPattern& pattern : file->patterns) {
        if (pattern.expires_at != 0 && pattern.expires_at <= wall_seconds()) continue;
        own.push_back(std::move(pattern.rule));
      }
    }
  }
  auto rules = builtin;
  for (auto& rule : compile(std::move(own), false)) rules.push_back(std::move(rule));
  snapshot = Snapshot::build(std::move(rules), generation, make_hash_scanner);
}

LocalEngine::LocalEngine(std::vector<std::string> pattern_dirs) : state_(std::make_unique<State>()) {
  state_->dirs = std::move(pattern_dirs);
}
LocalEngine::~LocalEngine() = default;
LocalEngine::LocalEngine(LocalEngine&&) noexcept = default;
LocalEngine& LocalEngine::operator=(LocalEngine&&) noexcept = default;

std::vector<std::string> LocalEngine::default_dirs(const std::string& socket_flag, const std::string& state_flag) {
  std::vector<std::string> dirs = socket_dirs(socket_flag);
  for (std::string& dir : state_dirs(state_flag)) dirs.push_back(std::move(dir));
  return dirs;
}

MaskOptions LocalEngine::options() {
  MaskOptions options;
  options.uid = geteuid();
  return options;
}

const Snapshot& LocalEngine::snapshot(uint64_t now_ms) {
  if (!state_->snapshot || now_ms >= state_->looked_at_ms + kLookAgainMs) {
    state_->looked_at_ms = now_ms;
    FileStamp stamp = state_->find_published();
    if (!state_->snapshot || !(stamp == state_->stamp)) {
      state_->stamp = std::move(stamp);
      state_->load();
    }
  }
  return *state_->snapshot;
}

Redactor& LocalEngine::redactor() {
  if (!state_->redactor) state_->redactor.emplace();
  return *state_->redactor;
}

void LocalEngine::prepare() {
  std::string out;
  mask("x", out);
}

MaskReport LocalEngine::mask(std::string_view text, std::string& out) {
  return redactor().mask(snapshot(monotonic_ms()), text, options(), out);
}

}  // namespace redactd::link
