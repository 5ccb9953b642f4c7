#include <doctest.h>

#include "core/engine/argv/anchor.h"

using namespace redactd;
using Place = ArgvAnchor::Place;

namespace {

bool stands(Place place, std::string_view literal, std::string_view text) { return stands_in({std::string(literal), 0, place}, text); }

}  // namespace

TEST_CASE("a program's name stands as a word, behind a path, an assignment, an escape; before a quote, a blank, .exe") {
  for (const char* text : {"rcon", "rcon -p x", "/usr/bin/rcon -p", "COMMAND=rcon", "@rcon x", "(rcon)", "\"rcon\" a1=", "x\\nrcon -p",
                           "C:\\bin\\rcon.exe", "interconnect; rcon", "\xc3\xa9rcon"}) {
    CAPTURE(text);
    CHECK(stands(Place::kProgram, "rcon", text));
  }
  for (const char* text : {"interconnect", "rcons", "rcon2", "rcon-cli", "rcon_x", "rcon.py", "mcrcon", ""}) {
    CAPTURE(text);
    CHECK(!stands(Place::kProgram, "rcon", text));
    CHECK(stands(Place::kAnywhere, "rcon", text) == (std::string_view(text).find("rcon") != std::string_view::npos));
  }
}

TEST_CASE("a name with what follows it needs its left edge alone") {
  CHECK(stands(Place::kProgramAndMore, "ab -", "time ab -A x"));
  CHECK(!stands(Place::kProgramAndMore, "ab -", "4d94ab - -"));
}

TEST_CASE("a flag's word stands behind a dash that begins it") {
  CHECK(stands(Place::kFlag, "password", "x --admin-password=y"));
  CHECK(stands(Place::kFlag, "password", "JAVA_OPTS=-Djavax.password=y"));
  CHECK(stands(Place::kFlag, "--token", "--token"));
  CHECK(!stands(Place::kFlag, "password", "Failed password for root"));
  CHECK(!stands(Place::kFlag, "password", "2026-11-26 password"));
  const std::string far = "-" + std::string(kMaxBareFlagBytes - 8, 'x') + "password";
  CHECK(!stands(Place::kFlag, "password", far));
  CHECK(stands(Place::kFlag, "password", "-" + far.substr(2)));
}
