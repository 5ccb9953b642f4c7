#include <doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "client/link/append.h"
#include "client/link/read_file.h"

using redactd::link::append_record;
using redactd::link::history_record;
using redactd::link::HistoryFormat;

namespace {

class Folder {
 public:
  Folder() { REQUIRE(mkdtemp(path_) != nullptr); }
  ~Folder() {
    unlink((std::string(path_) + "/h").c_str());
    rmdir(path_);
  }
  std::string file() const { return std::string(path_) + "/h"; }

 private:
  char path_[32] = "/tmp/redactd-append-XXXXXX";
};

std::string content(const std::string& path) {
  auto text = redactd::link::read_file(path, 1 << 20);
  REQUIRE(text.ok());
  return *text;
}

}  // namespace

TEST_CASE("records of bash and fish") {
  CHECK(history_record("ls -l\n", HistoryFormat::kBash, 0) == "ls -l\n");
  CHECK(history_record("for i in 1; do\n echo\ndone", HistoryFormat::kBash, 17) == "#17\nfor i in 1; do\n echo\ndone\n");
  CHECK(history_record("echo a\\b\necho c", HistoryFormat::kFish, 17) == "- cmd: echo a\\\\b\\necho c\n  when: 17\n");
}

TEST_CASE("a new history file is 0600 whatever the umask, an old one gets its missing newline") {
  Folder folder;
  mode_t before = umask(0);
  REQUIRE(append_record(folder.file(), "one\n").ok());
  umask(before);
  struct stat st {};
  REQUIRE(stat(folder.file().c_str(), &st) == 0);
  CHECK((st.st_mode & 07777) == 0600);
  REQUIRE(append_record(folder.file(), "two").ok());
  REQUIRE(append_record(folder.file(), "three\n").ok());
  CHECK(content(folder.file()) == "one\ntwo\nthree\n");
}

TEST_CASE("a full disk is an error that quotes nothing") {
  auto status = append_record("/dev/full", "secret line\n");
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().code == "history.append_failed");
  CHECK(status.error().message().find("secret line") == std::string::npos);
}

TEST_CASE("twenty writers at once: every record whole and once") {
  Folder folder;
  constexpr int kWriters = 20;
  constexpr int kRecords = 8;
  for (int writer = 0; writer < kWriters; ++writer) {
    if (fork() != 0) continue;
    for (int i = 0; i < kRecords; ++i) {
      std::string record = "writer " + std::to_string(writer) + " record " + std::to_string(i) + " end\n";
      if (!append_record(folder.file(), record).ok()) _exit(1);
    }
    _exit(0);
  }
  for (int writer = 0; writer < kWriters; ++writer) {
    int status = 0;
    wait(&status);
    CHECK(status == 0);
  }
  std::string text = content(folder.file());
  for (int writer = 0; writer < kWriters; ++writer) {
    for (int i = 0; i < kRecords; ++i) {
      std::string record = "writer " + std::to_string(writer) + " record " + std::to_string(i) + " end\n";
      size_t at = text.find(record);
      REQUIRE(at != std::string::npos);
      CHECK((at == 0 || text[at - 1] == '\n'));
      text.erase(at, record.size());
    }
  }
  CHECK(text.empty());
}
