#include <doctest.h>

#include <string>

#include "client/shim/exec/typed_echo.h"

using redactd::shim::TypedEcho;

TEST_CASE("the echo of a key, plain, coloured or painted anew with its word") {
  TypedEcho echo;
  for (const char* key : {"g", "h", "p", "_"}) echo.typed(key, 100);
  CHECK(echo.is_echo("_", 110));
  CHECK(echo.is_echo("h", 110));
  CHECK(echo.is_echo("\x1b[1mghp_\x1b[0m", 110));
  CHECK(echo.is_echo("\b\b\bhp_\x1b[K", 110));
  CHECK_FALSE(echo.is_echo("ghp_E", 110));
  CHECK_FALSE(echo.is_echo("x", 110));
}

TEST_CASE("a blank that an editor draws as a movement") {
  TypedEcho echo;
  echo.typed("a", 0);
  echo.typed(" ", 0);
  echo.typed("b", 0);
  CHECK(echo.is_echo(" ", 1));
  CHECK(echo.is_echo("a\x1b[Cb", 1));
}

TEST_CASE("a movement is an echo; colours and nothing are none") {
  TypedEcho echo;
  CHECK_FALSE(echo.is_echo("\b \b", 0));  // nothing was typed
  echo.typed("\x7f", 0);
  CHECK(echo.is_echo("\b\x1b[K", 1));
  CHECK(echo.is_echo("\a", 1));
  CHECK_FALSE(echo.is_echo("\x1b[1m", 1));
  CHECK_FALSE(echo.is_echo("", 1));
}

TEST_CASE("after a second, after Enter and after a paste nothing is an echo") {
  TypedEcho echo;
  echo.typed("a", 0);
  CHECK(echo.is_echo("a", 1000));
  CHECK_FALSE(echo.is_echo("a", 1001));
  echo.typed("\r", 1001);
  CHECK_FALSE(echo.is_echo("a", 1002));
  echo.typed("b", 2000);
  echo.typed(std::string(9, 'b'), 2000);
  CHECK_FALSE(echo.is_echo("b", 2001));
}

TEST_CASE("what is pasted is told by its marks, however it is cut") {
  TypedEcho echo;
  echo.typed("a", 0);
  for (const char* piece : {"\x1b[200~", "gh", "p_", "\x1b[201~"}) echo.typed(piece, 0);
  CHECK_FALSE(echo.is_echo("p_", 1));
  CHECK_FALSE(echo.is_echo("a", 1));
  echo.typed("c", 1);
  CHECK(echo.is_echo("c", 2));
  CHECK_FALSE(echo.is_echo("p_", 2));
}
