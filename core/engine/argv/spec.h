// Where a command line tool takes its secrets: the data of an argv rule.
#pragma once

#include <string>
#include <vector>

namespace redactd {

// How a flag carries its value.
enum class FlagValue { kAttached, kNext, kEither };  // -pX; -p X; both

struct ArgvFlag {
  std::string flag;                       // "-p", "--password", "-storepass"
  FlagValue value = FlagValue::kEither;   // a long flag with kEither also takes --flag=X
  std::string after;                      // mask only what follows the first of this in the value ("user:X"); empty: all of it
  std::vector<std::string> subcommands;   // only after one of these words ("login"); empty: anywhere
};

// A positional argument that is a secret.
struct ArgvOperand {
  std::vector<std::string> subcommands;   // words that lead to it ("login"; "operator unseal"); empty: none needed
  int index = 0;                          // 0: first operand behind the subcommand; -1: the last one
  std::string after;
  std::vector<std::string> needs_flags;   // only if one of these flags is there (htpasswd -b)
};

struct ArgvSpec {
  std::vector<std::string> tools;         // base names; "*": any tool
  std::vector<ArgvFlag> flags;
  std::vector<ArgvOperand> operands;
  std::vector<std::string> env;           // NAME=value in front of the tool, or given to `export`, `env`, `-e`
  bool reads_stdin = false;               // `echo X | tool`, `tool <<< X`
  std::vector<std::string> stdin_flags;   // ... only with one of these flags (--password-stdin)
};

}  // namespace redactd
