// Operands, variables, standard input, flags of any tool, wrapping tools, anchors.
#include <doctest.h>

#include <algorithm>

#include "core/engine/argv/index.h"
#include "tests/unit/argv/masked_line.h"

using namespace redactd;

TEST_CASE("flags and operands behind a subcommand") {
  ArgvSpec docker;
  docker.tools = {"docker"};
  docker.flags = {flag("-p", FlagValue::kEither, {}, {"login"})};
  ArgvSpec vault;
  vault.tools = {"vault"};
  vault.operands = {{{"login", "operator unseal"}, 0, {}, {}, {}}};
  vault.takes_value = {"-address"};
  const Rules rules({docker, vault});
  CHECK(rules.masked("docker login -u ann -p S3cr3t r") == "docker login -u ann -p M r");
  CHECK(rules.masked("docker run -p 8080:80 nginx") == "docker run -p 8080:80 nginx");
  CHECK(rules.masked("vault login -address h S3cr3t") == "vault login -address h M");
  CHECK(rules.masked("vault operator unseal S3cr3t") == "vault operator unseal M");
  CHECK(rules.masked("vault login token=S3cr3t") == "vault login token=M");
  CHECK(rules.masked("vault operator raft") == "vault operator raft");
  CHECK(rules.masked("vault login -method=github") == "vault login -method=github");
  CHECK(rules.masked("the vault login page is down") == "the vault login page is down");
  CHECK(rules.masked("git commit -m 'vault login works again'") == "git commit -m 'vault login works again'");
  CHECK(rules.masked("sudo sh -c 'vault login S3cr3t'") == "sudo sh -c 'vault login M'");
}

TEST_CASE("the last operand, only with a flag") {
  ArgvSpec htpasswd;
  htpasswd.tools = {"htpasswd"};
  htpasswd.operands = {{{}, -1, {}, {}, {"-b"}}};
  const Rules rules({htpasswd});
  CHECK(rules.masked("htpasswd -b f ann S3cr3t") == "htpasswd -b f ann M");
  CHECK(rules.masked("htpasswd -nbB ann S3cr3t") == "htpasswd -nbB ann M");
  CHECK(rules.masked("htpasswd -c f ann") == "htpasswd -c f ann");
}

TEST_CASE("user/X@place") {
  ArgvSpec sqlplus;
  sqlplus.tools = {"sqlplus"};
  sqlplus.operands = {{{}, 0, "/", "@", {}}};
  const Rules rules({sqlplus});
  CHECK(rules.masked("sqlplus -s scott/S3@cr3t@db @run.sql") == "sqlplus -s scott/M@db @run.sql");
  CHECK(rules.masked("sqlplus scott/\"S3cr3t\"@db") == "sqlplus scott/\"M\"@db");
  CHECK(rules.masked("sqlplus / as sysdba") == "sqlplus / as sysdba");
  CHECK(rules.masked("sqlplus /nolog") == "sqlplus /nolog");
}

TEST_CASE("environment variables") {
  ArgvSpec env;
  env.env = {"PGPASSWORD", "NEO4J_AUTH"};
  const Rules rules({env});
  CHECK(rules.masked("PGPASSWORD=S3cr3t psql") == "PGPASSWORD=M psql");
  CHECK(rules.masked("export PGPASSWORD='S3 t'") == "export PGPASSWORD='M'");
  CHECK(rules.masked("docker run -e PGPASSWORD=S3cr3t x") == "docker run -e PGPASSWORD=M x");
  CHECK(rules.masked("docker run -ePGPASSWORD=S3cr3t x") == "docker run -ePGPASSWORD=M x");
  CHECK(rules.masked("docker run --env=\"PGPASSWORD=S3cr3t\" x") == "docker run --env=\"PGPASSWORD=M\" x");
  CHECK(rules.masked("set -gx PGPASSWORD S3cr3t") == "set -gx PGPASSWORD M");
  CHECK(rules.masked("Environment=\"PGPASSWORD=S3cr3t\"") == "Environment=\"PGPASSWORD=M\"");
  for (const char* line : {"unset PGPASSWORD", "PGPASSWORD= psql", "PGPASSWORD=$X psql", "docker run -e PGPASSWORD x", "MYPGPASSWORD=S3cr3t x"})
    CHECK(rules.masked(line) == line);
}

TEST_CASE("standard input") {
  ArgvSpec login;
  login.tools = {"docker"};
  login.reads_stdin = true;
  login.stdin_flags = {"--password-stdin"};
  ArgvSpec chpasswd;
  chpasswd.tools = {"chpasswd"};
  chpasswd.reads_stdin = true;
  chpasswd.stdin_after = ":";
  const Rules rules({login, chpasswd});
  CHECK(rules.masked("echo S3cr3t | docker login --password-stdin") == "echo M | docker login --password-stdin");
  CHECK(rules.masked("echo -n 'S3 t' | sudo docker login --password-stdin") == "echo -n 'M' | sudo docker login --password-stdin");
  CHECK(rules.masked("printf '%s\\n' \"S3cr3t\" | docker login --password-stdin") == "printf '%s\\n' \"M\" | docker login --password-stdin");
  CHECK(rules.masked("printf 'S3cr3t\\n' | docker login --password-stdin") == "printf 'M\\n' | docker login --password-stdin");
  CHECK(rules.masked("docker login --password-stdin <<< \"S3cr3t\"") == "docker login --password-stdin <<< \"M\"");
  CHECK(rules.masked("docker login --password-stdin <<E\nS3cr3t\nE\n") == "docker login --password-stdin <<E\nM\nE\n");
  CHECK(rules.masked("(echo S3cr3t) | docker login --password-stdin") == "(echo M) | docker login --password-stdin");
  CHECK(rules.masked("echo root:S3cr3t | chpasswd") == "echo root:M | chpasswd");
  CHECK(rules.masked("printf 'root:%s' S3cr3t | chpasswd") == "printf 'root:%s' M | chpasswd");
  for (const char* line : {"echo S3cr3t | docker login", "echo S3cr3t | tee f", "echo S3cr3t; docker login --password-stdin",
                           "cat S3cr3t | docker login --password-stdin", "echo \"$PW\" | docker login --password-stdin"})
    CHECK(rules.masked(line) == line);
}

TEST_CASE("a wrapping tool's flags end at its first operand") {
  ArgvSpec sshpass;
  sshpass.tools = {"sshpass"};
  sshpass.flags = {flag("-p", FlagValue::kEither)};
  sshpass.takes_value = {"-f"};
  sshpass.wraps = true;
  const Rules rules({sshpass});
  CHECK(rules.masked("sshpass -p S3cr3t ssh -p 2222 h") == "sshpass -p M ssh -p 2222 h");
  CHECK(rules.masked("sshpass -pS3cr3t scp -p2222 a h:") == "sshpass -pM scp -p2222 a h:");
  CHECK(rules.masked("sshpass -f f ssh -p 2222 h") == "sshpass -f f ssh -p 2222 h");
}

TEST_CASE("flags of any tool are judged by their names") {
  ArgvSpec any;
  any.tools = {"*"};
  any.flags = {flag("--password", FlagValue::kEither), flag("--token", FlagValue::kEither), flag("--*-password", FlagValue::kEither),
               flag("-D*password", FlagValue::kAttached)};
  const Rules rules({any});
  CHECK(rules.masked("x --password hunter y") == "x --password M y");
  CHECK(rules.masked("x --token abcd1234efgh y") == "x --token M y");
  CHECK(rules.masked("x --db-password=hunter y") == "x --db-password=M y");
  CHECK(rules.masked("java -Ddb.password=hunter -jar x") == "java -Ddb.password=M -jar x");
  CHECK(rules.masked("x --password pass:hunter") == "x --password pass:M");
  for (const char* line : {"x --password-file f.txt", "x --password /run/secrets/pw", "x --token 12", "x --token db-credentials", "x --no-password db1",
                           "x --password env:PW", "x --password", "x --password --y", "x --password=", "x --token https://h.example.com/a"})
    CHECK(rules.masked(line) == line);
}

TEST_CASE("anchors: names, flags of any tool, variables; a rule with its own acts only where one is") {
  ArgvSpec seven;
  seven.tools = {"7z"};
  seven.flags = {flag("-p", FlagValue::kAttached)};
  seven.anchors = {"7z a", "7z x"};
  ArgvSpec any;
  any.tools = {"*"};
  any.flags = {flag("--password", FlagValue::kEither), flag("--password-of-the-very-long-name", FlagValue::kEither)};
  any.env = {"PGPASSWORD"};
  const Rules rules({seven, any});
  std::vector<std::string> literals;
  for (const auto& [literal, rule, place] : rules.table.anchors())  // but for the ways in which lists write "7z a"
    if (literal.find_first_of("\"'") == std::string::npos && literal.find('\0') == std::string::npos) literals.push_back(literal + " " + std::to_string(rule));
  std::sort(literals.begin(), literals.end());
  CHECK(literals == std::vector<std::string>{"--password 1", "7z a 0", "7z x 0", "EXECVE 0", "EXECVE 1", "PGPASSWORD 1",
                                             "proctitle= 0", "proctitle= 1"});
  CHECK(rules.masked("7z x -pS3cr3t a.7z") == "7z x -pM a.7z");
  CHECK(rules.masked("7z  -pS3cr3t") == "7z  -pS3cr3t");
}

TEST_CASE("stars in flags and subcommands") {
  CHECK(argv::matches_glob("a*c", "abc"));
  CHECK(argv::matches_glob("a*c", "ac"));
  CHECK(argv::matches_glob("*.*", "a.b"));
  CHECK(argv::matches_glob("*", ""));
  CHECK(argv::matches_glob("*ab*b", "xabab"));
  CHECK_FALSE(argv::matches_glob("a*a", "a"));
  CHECK_FALSE(argv::matches_glob("*.*", "ab"));
  CHECK_FALSE(argv::matches_glob("abc", "abcd"));
  CHECK_FALSE(argv::matches_glob("*b*b", "xb"));
}

TEST_CASE("a quoted command is no value of the variable in front of it") {
  ArgvSpec env;
  env.env = {"PGPASSWORD"};
  const Rules rules({env});
  CHECK(rules.masked("bash -c \"PGPASSWORD=S3cr3t psql -h h\"") == "bash -c \"PGPASSWORD=M psql -h h\"");
  CHECK(rules.masked("docker run -e 'PGPASSWORD=S3 cr3t' x") == "docker run -e 'PGPASSWORD=M' x");
  CHECK(rules.masked("export 'PGPASSWORD=S3 cr3t'") == "export 'PGPASSWORD=M'");
  CHECK(rules.masked("PGPASSWORD='S3 cr3t' psql") == "PGPASSWORD='M' psql");
}

TEST_CASE("name=value operands are values only where the name is a secret's; names of secrets are none") {
  ArgvSpec vault;
  vault.tools = {"vault"};
  vault.operands = {{{"login"}, 0, {}, {}, {}}};
  ArgvSpec any;
  any.tools = {"*"};
  any.flags = {flag("--secret", FlagValue::kEither)};
  const Rules rules({vault, any});
  CHECK(rules.masked("vault login password=S3cr3t") == "vault login password=M");
  CHECK(rules.masked("vault login role=admin") == "vault login role=admin");
  CHECK(rules.masked("x --secret abcd-1234-ef56-xyz9") == "x --secret M");
  CHECK(rules.masked("x --secret db-password-2") == "x --secret db-password-2");
}
