// Where a command line tool takes its secrets: the data of an argv rule (docs/rules.md).
#pragma once

#include <string>
#include <vector>

namespace redactd {

// How a flag carries its value.
enum class FlagValue { kAttached, kNext, kEither };  // -pX; -p X; both

struct ArgvFlag {
  std::string flag;                       // "-p", "--password", "-storepass"; '*' stands for any name bytes ("-D*password")
  FlagValue value = FlagValue::kEither;   // a long flag always takes --flag=X too
  std::string after;                      // mask only what follows the first of this in the value ("user:X"); empty: all of it
  std::string until;                      // ... and only what precedes the last of this behind it ("user/X@db"); empty: to the end
  std::vector<std::string> subcommands;   // only after one of these words ("login"; "operator unseal"); empty: anywhere
  std::vector<std::string> needs_flags;   // only if one of these words is there ("SecureString")
};

// A positional argument that is a secret.
struct ArgvOperand {
  std::vector<std::string> subcommands;   // words that lead to it ("login"; "operator unseal"); empty: none needed
  int index = 0;                          // 0: first operand behind the subcommand; -1: the last one
  std::string after;
  std::string until;
  std::vector<std::string> needs_flags;   // only if one of these flags is there (htpasswd -b)
};

struct ArgvSpec {
  std::vector<std::string> tools;         // base names; "*": any tool
  std::vector<ArgvFlag> flags;
  std::vector<ArgvOperand> operands;
  std::vector<std::string> env;           // NAME=value in front of the tool, or given to `export`, `env`, `-e`
  std::string env_after;                  // mask only what follows the first of this (NEO4J_AUTH: "user/X")
  bool reads_stdin = false;               // `echo X | tool`, `tool <<< X`
  std::vector<std::string> stdin_flags;   // ... only with one of these flags (--password-stdin)
  std::vector<std::string> stdin_subcommands;  // ... only after one of these words ("secret put")
  std::string stdin_after;                // mask only what follows the first of this (chpasswd: "user:X")
  std::string bundled;                    // letters of flags without a value, which may stand before a short flag: curl -suX
  std::vector<std::string> takes_value;   // flags whose next word is a value and no secret, so that operands are counted right
  bool wraps = false;                     // runs another command: its own flags end at its first operand (sshpass, sudo)
  std::vector<std::string> anchors;       // literals instead of the tools' names, where those are short or common; a command
                                          // line that holds none of them is left alone
};

}  // namespace redactd
