#include <doctest.h>

#include "client/files/sweep.h"
#include "client/link/sodium_memory.h"
#include "tests/unit/files/temp_dir.h"

namespace redactd::files {
namespace {

const std::string kValue = "acmekey_EXAMPLE0123456789abcdef";
const std::string kMask = "[REDACTED_SECRET]" + std::string(kValue.size() - 17, '*');

SweepReport run(const TempDir& dir, Action action, unsigned jobs = 2, std::vector<std::string> excludes = {}) {
  link::SodiumMemory memory;
  auto target = drill::target_for_value(SecretView(kValue), {}, memory, make_vectorscan_scanner);
  SweepOptions options;
  options.paths = {dir.path()};
  options.excludes = std::move(excludes);
  options.action = action;
  options.jobs = jobs;
  auto report = sweep(*target, options, {});
  REQUIRE(report.ok());
  return std::move(*report);
}

TEST_CASE("a sweep counts without changing, then masks, then finds nothing") {
  TempDir dir;
  dir.write("a/log", "x " + kValue + " y\n" + kValue);
  dir.write("b", "clean\n");
  dir.write("empty", "");
  SweepReport counted = run(dir, Action::kCount);
  CHECK(counted.matches == 2);
  CHECK(counted.masked == 0);
  CHECK(counted.files_seen == 3);
  CHECK(dir.read("a/log") == "x " + kValue + " y\n" + kValue);
  SweepReport masked = run(dir, Action::kMask);
  CHECK(masked.masked == 2);
  REQUIRE(masked.changed.size() == 1);
  CHECK(masked.changed[0].path == dir.at("a/log"));
  CHECK(dir.read("a/log") == "x " + kMask + " y\n" + kMask);
  CHECK(run(dir, Action::kMask).matches == 0);
}

TEST_CASE("one inode is read once, links are not followed, excludes are left out") {
  TempDir dir;
  dir.write("log", kValue);
  dir.write("other.bak", kValue);
  std::filesystem::create_hard_link(dir.at("log"), dir.at("again"));
  std::filesystem::create_symlink(dir.at("log"), dir.at("link"));
  SweepReport report = run(dir, Action::kCount, 2, {"*.bak"});
  CHECK(report.files_seen == 1);
  CHECK(report.matches == 1);
  REQUIRE(report.skipped.size() == 2);
  CHECK(report.skipped[0].reason == "symlink");
  CHECK(report.skipped[1].reason == "excluded");
}

TEST_CASE("a file of several ranges gives each match once, whatever the number of threads") {
  TempDir dir;
  constexpr uint64_t kEdge = 64 * 1024 * 1024;
  std::string path = dir.write("large", "");
  std::filesystem::resize_file(path, 3 * kEdge);
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  for (uint64_t offset : {uint64_t{0}, kEdge - 10, kEdge + 100, 2 * kEdge, 3 * kEdge - kValue.size()}) {
    file.seekp(static_cast<std::streamoff>(offset));
    file << kValue;
  }
  file.close();
  for (unsigned jobs : {1U, 2U, 4U}) CHECK(run(dir, Action::kCount, jobs).matches == 5);
  CHECK(run(dir, Action::kMask, 4).masked == 5);
  CHECK(run(dir, Action::kCount).matches == 0);
  CHECK(std::filesystem::file_size(path) == 3 * kEdge);
}

TEST_CASE("pieces have lines; a path that holds the value is masked") {
  TempDir dir;
  dir.write(kValue + "/log", "one\ntwo\nthree " + kValue.substr(0, 20) + " end\n");
  SweepReport report = run(dir, Action::kList);
  REQUIRE(report.spots.size() == 1);
  CHECK(report.spots[0].line == 3);
  CHECK(report.spots[0].path.find(kValue) == std::string::npos);
  CHECK(report.spots[0].path.find("[REDACTED_SECRET]") != std::string::npos);
}

TEST_CASE("a path that is not there stops the sweep before it touches anything") {
  TempDir dir;
  dir.write("log", kValue);
  link::SodiumMemory memory;
  auto target = drill::target_for_value(SecretView(kValue), {}, memory, make_vectorscan_scanner);
  SweepOptions options;
  options.paths = {dir.path(), dir.at("missing")};
  options.action = Action::kMask;
  auto report = sweep(*target, options, {});
  REQUIRE(!report.ok());
  CHECK(report.error().code == "drill.path.missing");
  CHECK(dir.read("log") == kValue);
}

}  // namespace
}  // namespace redactd::files
