#include <doctest/doctest.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "daemon/rim/sqlite/sqlite_leak_store.h"
#include "tests/unit/ledger/twins.h"

namespace redactd::daemon {
namespace {

using namespace twins;

// A directory that goes with the test.
struct Place {
  std::string path = "/tmp/redactd-ledger-XXXXXX";
  int fd = -1;
  Place() {
    REQUIRE(mkdtemp(path.data()) != nullptr);
    fd = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  }
  ~Place() {
    for (const char* name : {"", "-wal", "-shm", ".other"}) unlink((path + "/ledger.sqlite" + name).c_str());
    close(fd);
    rmdir(path.c_str());
  }
  std::string file() const { return path + "/ledger.sqlite"; }
  // 0 and no text where the statement goes through.
  int run(const char* sql) const {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(file().c_str(), &database) == SQLITE_OK);
    const int code = sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
    sqlite3_close(database);
    return code;
  }
};

std::vector<Leak> loaded(SqliteLeakStore& store) {
  auto rows = store.load();
  REQUIRE(rows.ok());
  return *rows;
}

Leak full_leak() {
  Leak leak = opened();
  REQUIRE(move_to(leak, LeakState::kContained, {kNow + 1, 7, "two\nlines, \"quoted\""}).ok());
  leak.rule = "some-rule";
  leak.pattern_id = "leak-cf-token";
  leak.note = "a note";
  leak.ttl_days = 30;
  leak.places = {{std::string("/odd \n\t'\"\\ \xc3\xa9 name"), 3, "in-place"}, {"/b", 1, "sqlite"}};
  leak.left = {{"/var/log/journal", 2, "journal"}};
  return leak;
}

TEST_CASE("rows come back as they went in, also in another process") {
  Place place;
  const Leak leak = full_leak();
  {
    SqliteLeakStore store(place.fd, place.path);
    CHECK(loaded(store).empty());
    REQUIRE(store.save({&leak, 1}).ok());
  }
  SqliteLeakStore store(place.fd, place.path);
  const auto rows = loaded(store);
  REQUIRE(rows.size() == 1);
  const Leak& back = rows[0];
  CHECK(back.id == leak.id);
  CHECK(back.fingerprint == leak.fingerprint);
  CHECK(back.label == leak.label);
  CHECK(back.rule == leak.rule);
  CHECK(back.state == leak.state);
  CHECK(back.found_at == leak.found_at);
  CHECK(back.contained_at == leak.contained_at);
  CHECK_FALSE(back.rotated_at);
  CHECK(back.rotate_by == leak.rotate_by);
  CHECK(back.next_rotation == leak.next_rotation);
  CHECK(back.ttl_days == 30);
  CHECK(back.uid == 1000);
  CHECK(back.note == leak.note);
  CHECK(back.history == leak.history);
  REQUIRE(back.places.size() == 2);
  CHECK(back.places[0].path == leak.places[0].path);
  CHECK(back.left[0].reason == "journal");
}

TEST_CASE("the file is the owner's alone, whatever the umask") {
  Place place;
  const mode_t before = umask(0);
  SqliteLeakStore store(place.fd, place.path);
  loaded(store);
  const Leak leak = opened();
  REQUIRE(store.save({&leak, 1}).ok());
  umask(before);
  for (const char* ending : {"", "-wal", "-shm"}) {
    struct stat st {};
    REQUIRE(stat((place.file() + ending).c_str(), &st) == 0);
    CHECK((st.st_mode & 0777) == 0600);
  }
}

TEST_CASE("history is append-only, also for others who open the file") {
  Place place;
  SqliteLeakStore store(place.fd, place.path);
  loaded(store);
  Leak leak = full_leak();
  REQUIRE(store.save({&leak, 1}).ok());
  CHECK(place.run("UPDATE history SET uid = 0") == SQLITE_CONSTRAINT);
  CHECK(place.run("DELETE FROM history") == SQLITE_CONSTRAINT);
  leak.history.clear();  // an account that forgot: what is stored stays
  REQUIRE(store.save({&leak, 1}).ok());
  CHECK(loaded(store)[0].history.size() == 2);
}

TEST_CASE("all rows of a save, or none") {
  Place place;
  SqliteLeakStore store(place.fd, place.path);
  loaded(store);
  std::vector<Leak> two = {opened(), opened()};
  two[1].id = "leak-ffffffff";  // the same fingerprint twice
  const Status saved = store.save(two);
  REQUIRE_FALSE(saved.ok());
  CHECK(saved.error().code == "ledger.io");
  CHECK(loaded(store).empty());
  two.pop_back();
  CHECK(store.save(two).ok());
}

TEST_CASE("masks by day add up, and can be raised") {
  Place place;
  SqliteLeakStore store(place.fd, place.path);
  loaded(store);
  const std::vector<MaskCount> counts = {{"2026-01-31", "a", 2}, {"2026-02-01", "b", 5}};
  REQUIRE(store.add_masks(counts).ok());
  REQUIRE(store.add_masks(counts).ok());
  REQUIRE(store.raise_masks(std::vector<MaskCount>{{"2026-01-31", "a", 3}, {"2026-02-01", "b", 50}}).ok());
  const auto back = store.masks("2026-01-31");
  REQUIRE(back.ok());
  CHECK(*back == std::vector<MaskCount>{{"2026-01-31", "a", 4}, {"2026-02-01", "b", 50}});
  CHECK(store.masks("2026-02-01")->size() == 1);
}

TEST_CASE("a damaged file is refused and left alone") {
  Place place;
  {
    std::ofstream file(place.file());
    file << std::string(8192, 'x');
  }
  SqliteLeakStore store(place.fd, place.path);
  const auto rows = store.load();
  REQUIRE_FALSE(rows.ok());
  CHECK(rows.error().code == "ledger.unavailable");
  const Leak leak = opened();
  CHECK(store.save({&leak, 1}).error().code == "ledger.unavailable");
  std::ifstream file(place.file());
  CHECK(file.get() == 'x');
}

TEST_CASE("a file of a newer version is refused and left alone") {
  Place place;
  {
    SqliteLeakStore store(place.fd, place.path);
    loaded(store);
  }
  REQUIRE(place.run("INSERT INTO schema_migrations VALUES (99, '2030-01-01T00:00:00Z')") == SQLITE_OK);
  SqliteLeakStore store(place.fd, place.path);
  CHECK(store.load().error().code == "ledger.unavailable");
}

TEST_CASE("links in the file's place are not followed") {
  Place place;
  const std::string elsewhere = place.file() + ".other";
  std::ofstream(elsewhere) << "";
  REQUIRE(symlink(elsewhere.c_str(), place.file().c_str()) == 0);
  SqliteLeakStore store(place.fd, place.path);
  CHECK(store.load().error().code == "ledger.unavailable");
  struct stat st {};
  REQUIRE(stat(elsewhere.c_str(), &st) == 0);
  CHECK(st.st_size == 0);
}

}  // namespace
}  // namespace redactd::daemon
