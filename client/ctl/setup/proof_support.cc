#include "client/ctl/setup/proof_support.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "client/link/fd.h"
#include "client/link/io.h"
#include "client/link/read_file.h"

namespace redactd::ctl {
namespace {

constexpr size_t kMaxFileBytes = 16 * 1024 * 1024;

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> result;
  for (const std::string& word : words) result.push_back(const_cast<char*>(word.c_str()));
  result.push_back(nullptr);
  return result;
}

}  // namespace

std::string false_token() {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  std::random_device random;
  std::string token = "ghp_EXAMPLE";
  while (token.size() < 40) token += kLetters[random() % kLetters.size()];
  return token;
}

std::string find_program(const std::string& name) {
  const char* path = getenv("PATH");
  std::string_view rest = path == nullptr ? "/usr/local/bin:/usr/bin:/bin" : path;
  while (!rest.empty()) {
    const size_t colon = rest.find(':');
    const std::string candidate = std::string(rest.substr(0, colon)) + "/" + name;
    if (candidate.front() == '/' && access(candidate.c_str(), X_OK) == 0) return candidate;
    if (colon == std::string_view::npos) break;
    rest.remove_prefix(colon + 1);
  }
  return {};
}

std::vector<std::string> files_with(const std::string& folder, const std::string& text) {
  std::vector<std::string> found;
  std::error_code failed;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, failed)) {
    if (!entry.is_regular_file(failed)) continue;
    auto bytes = link::read_file(entry.path().string(), kMaxFileBytes);
    if (!bytes.ok()) {
      found.emplace_back("?");
    } else if (bytes->find(text) != std::string::npos) {
      found.push_back(entry.path().string());
    }
  }
  if (failed) found.emplace_back("?");
  return found;
}

std::optional<std::string> output_of(const std::vector<std::string>& argv, const std::vector<std::string>& environment, const std::string& input) {
  int in[2], out[2];
  if (pipe2(in, O_CLOEXEC) != 0) return std::nullopt;
  link::Fd in_read(in[0]), in_write(in[1]);
  if (pipe2(out, O_CLOEXEC) != 0) return std::nullopt;
  link::Fd out_read(out[0]), out_write(out[1]);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in_read.get(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out_write.get(), STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t pid = 0;
  const int failed = posix_spawn(&pid, argv[0].c_str(), &actions, nullptr, pointers(argv).data(), pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return std::nullopt;
  in_read.reset();
  out_write.reset();
  // A program that ends without reading must not end this one.
  struct sigaction ignore {}, old {};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, &old);
  const bool given = link::write_all(in_write.get(), input).ok();
  sigaction(SIGPIPE, &old, nullptr);
  in_write.reset();
  auto text = link::read_all(out_read.get(), kMaxFileBytes);
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (!given || !text.ok() || !WIFEXITED(status) || WEXITSTATUS(status) != 0) return std::nullopt;
  return *text;
}

}  // namespace redactd::ctl
