#include <doctest.h>
#include <fcntl.h>

#include "client/files/bench.h"
#include "client/files/filesystem.h"
#include "client/files/obstacle.h"
#include "client/files/overwrite.h"
#include "client/files/seen.h"
#include "client/link/fd.h"
#include "tests/unit/files/temp_dir.h"

namespace redactd::files {
namespace {

struct stat facts_of(ino_t inode, off_t size) {
  struct stat facts {};
  facts.st_dev = 1;
  facts.st_ino = inode;
  facts.st_size = size;
  return facts;
}

TEST_CASE("seen: once a round, then only what grew, was cut or is to be read again") {
  Seen seen;
  CHECK(seen.claim(facts_of(5, 100), 0) == 0);
  CHECK(!seen.claim(facts_of(5, 100), 0));
  CHECK(!seen.has_news(1, 5, 100));
  CHECK(!seen.claim(facts_of(5, 100), 1));
  CHECK(seen.has_news(1, 5, 150));
  CHECK(seen.claim(facts_of(5, 150), 1) == 100);
  CHECK(!seen.claim(facts_of(5, 160), 1));
  CHECK(seen.claim(facts_of(5, 20), 2) == 0);
  seen.read_again(1, 5);
  CHECK(seen.has_news(1, 5, 20));
  CHECK(seen.claim(facts_of(5, 20), 3) == 0);
  seen.set_closed(1, 5);
  CHECK(!seen.has_news(1, 5, 999));
  CHECK(seen.has_news(1, 6, 0));
  CHECK(seen.files() == 1);
}

TEST_CASE("paths in commands are quoted where a shell needs it") {
  CHECK(quoted("/var/log/app.log") == "/var/log/app.log");
  CHECK(quoted("/a b") == "'/a b'");
  CHECK(quoted("it's") == "'it'\\''s'");
  CHECK(quoted("-rf") == "./'-rf'");
  CHECK(quoted("") == "''");
}

TEST_CASE("/proc is no place for files") {
  link::Fd proc(open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC)), tmp(open("/tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  CHECK(is_on_special_filesystem(proc.get()));
  CHECK(!is_on_special_filesystem(tmp.get()));
}

TEST_CASE("overwrite masks what still stands there and nothing else") {
  const std::string value = "acmekey_EXAMPLE0123456789abcdef";
  TempDir dir;
  std::string text(3 * 4096, '.');
  const std::vector<uint64_t> offsets = {10, 4096 - 5, 9000};
  std::vector<drill::Match> matches;
  for (uint64_t offset : offsets) {
    text.replace(offset, value.size(), value);
    drill::Match match;
    match.begin = offset;
    match.end = offset + value.size();
    matches.push_back(match);
  }
  std::string path = dir.write("log", text);
  link::SodiumMemory memory;
  auto target = drill::target_for_value(SecretView(value), {}, memory, make_vectorscan_scanner);
  Bench bench(*target);
  link::Fd fd(open(path.c_str(), O_RDWR | O_CLOEXEC));
  REQUIRE(pwrite(fd.get(), "changed", 7, 9003) == 7);

  Overwriter overwriter(fd.get(), *target, bench);
  Overwritten done = overwriter.mask(fd.get(), matches, text, 0);
  CHECK(done.error == 0);
  CHECK(done.masked == std::vector<bool>{true, true, false});
  // The head of what lies over the boundary waits for a sync; its tail does not.
  CHECK(dir.read("log").substr(4091, 5) == value.substr(0, 5));
  CHECK(dir.read("log").substr(4096, 5) != value.substr(5, 5));
  CHECK(overwriter.finish() == 0);

  std::string mask = drill::padded_mask("SECRET", value.size());
  std::string expected = text;
  expected.replace(10, mask.size(), mask).replace(4091, mask.size(), mask).replace(9003, 7, "changed");
  CHECK(dir.read("log") == expected);
}

}  // namespace
}  // namespace redactd::files
