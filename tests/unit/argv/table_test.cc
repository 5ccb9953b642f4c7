// ArgvTable over small rules of its own: each way a tool takes a secret, and what must be left alone.
#include <doctest.h>

#include "tests/unit/argv/masked_line.h"

using namespace redactd;

namespace {

ArgvSpec mysql() {
  ArgvSpec spec;
  spec.tools = {"mysql", "mysqldump"};
  spec.flags = {flag("-p", FlagValue::kAttached), flag("--password")};
  return spec;
}

ArgvSpec curl() {
  ArgvSpec spec;
  spec.tools = {"curl"};
  spec.flags = {flag("-u", FlagValue::kEither, ":"), flag("--user", FlagValue::kEither, ":")};
  spec.bundled = "sSkL";
  return spec;
}

}  // namespace

TEST_CASE("attached values") {
  const Rules rules({mysql()});
  CHECK(rules.masked("mysql -u app -pS3cr3t shop") == "mysql -u app -pM shop");
  CHECK(rules.masked("mysql -u app -p'S3cr3t x' shop") == "mysql -u app -p'M' shop");
  CHECK(rules.masked("mysql \"-pS3cr3t\"") == "mysql \"-pM\"");
  CHECK(rules.masked("mysql -p\"a\\\"b1\" x") == "mysql -p\"M\" x");
  CHECK(rules.masked("mysql -p shop") == "mysql -p shop");
  CHECK(rules.masked("mysql -p'unclosed quote") == "mysql -p'M");
}

TEST_CASE("long flags take the next word or =") {
  const Rules rules({mysql()});
  CHECK(rules.masked("mysql --password=S3cr3t x") == "mysql --password=M x");
  CHECK(rules.masked("mysql --password S3cr3t x") == "mysql --password M x");
  CHECK(rules.masked("mysql --password='a b' x") == "mysql --password='M' x");
  CHECK(rules.masked("mysql --password --host h") == "mysql --password --host h");
  CHECK(rules.masked("mysql --password") == "mysql --password");
  CHECK(rules.masked("mysql --password <secret> db1") == "mysql --password <secret> db1");
  CHECK(rules.masked("mysql --passwordless S3cr3t") == "mysql --passwordless S3cr3t");
}

TEST_CASE("user:X keeps the user, and short flags may be bundled") {
  const Rules rules({curl()});
  CHECK(rules.masked("curl -u ann:S3cr3t h") == "curl -u ann:M h");
  CHECK(rules.masked("curl -uann:S3cr3t h") == "curl -uann:M h");
  CHECK(rules.masked("curl -sSkuann:S3cr3t h") == "curl -sSkuann:M h");
  CHECK(rules.masked("curl -su ann:S3cr3t h") == "curl -su ann:M h");
  CHECK(rules.masked("curl -u 'ann:S3:cr3t' h") == "curl -u 'ann:M' h");
  CHECK(rules.masked("curl -u ann h:80") == "curl -u ann h:80");
  CHECK(rules.masked("curl -ou ann:S3cr3t h") == "curl -ou ann:S3cr3t h");
}

TEST_CASE("variables, templates, stand-ins and masks are no values") {
  const Rules rules({mysql(), curl()});
  for (const char* line : {"mysql -p$PW", "mysql -p${PW:-x}", "mysql -p\"$PW\"", "mysql -p$(cat f)", "mysql -p\"$(cat f)\"", "mysql -p`cat f`",
                           "mysql -p'$PASSWORD'", "mysql -p<password>", "mysql -p{{ pw }}", "mysql -pchangeme", "mysql -pxxxx", "mysql -p''",
                           "mysql -p[REDACTED_DB]", "mysql -p'[REDACTED_DB:01ab23cd]'", "mysql -p****", "curl -u ann:$PW h", "curl -u \"$U:$P\" h"})
    CHECK(rules.masked(line) == line);
  CHECK(rules.masked("mysql -p'$ecr3t'") == "mysql -p'M'");
  CHECK(rules.masked("mysql -pmy-changeme-1") == "mysql -pM");
}

TEST_CASE("the tool may come late") {
  const Rules rules({mysql()});
  for (const char* front : {"sudo -u root ", "env A=b ", "A=b C=d ", "time ", "nohup ", "xargs -n1 ", "docker exec -it db ", "kubectl exec db -- ",
                            "/usr/bin/", "+ ", "$ ", "# ", "ann@h:~$ ", "[ann@h ~]$ ", "COMMAND=/usr/bin/", "(root) CMD (", "cd x && ", "true | ", "{ ",
                            ": 1700000000:0;", "  501  ", "- cmd: ", "if ! ", "ssh h "})
    CHECK(rules.masked(std::string(front) + "mysql -pS3cr3t x") == std::string(front) + "mysql -pM x");
}

TEST_CASE("a command inside a quoted text or a substitution") {
  const Rules rules({mysql()});
  CHECK(rules.masked("bash -c 'mysql -pS3cr3t x'") == "bash -c 'mysql -pM x'");
  CHECK(rules.masked("ssh h \"mysql -p'S3cr3t' x\"") == "ssh h \"mysql -p'M' x\"");
  CHECK(rules.masked("bash -c \"mysql -p\\\"S3 t\\\" x\"") == "bash -c \"mysql -p\\\"M\\\" x\"");
  CHECK(rules.masked("n=$(mysql -pS3cr3t -e x)") == "n=$(mysql -pM -e x)");
  CHECK(rules.masked("echo `mysql -pS3cr3t`") == "echo `mysql -pM`");
  CHECK(rules.masked("{\"cmd\":\"mysql -pS3cr3t x\",\"n\":1}") == "{\"cmd\":\"mysql -pM x\",\"n\":1}");
  CHECK(rules.masked("CMD [\"mysql\", \"-pS3cr3t\", \"x\"]") == "CMD [\"mysql\", \"-pM\", \"x\"]");
  CHECK(rules.masked("ssh a \"ssh b 'mysql -pS3cr3t'\"") == "ssh a \"ssh b 'mysql -pM'\"");
}

TEST_CASE("records of the audit system") {
  const Rules rules({mysql()});
  CHECK(rules.masked("type=EXECVE msg=audit(1:2): argc=2 a0=\"mysql\" a1=\"-pS3cr3t\"") ==
        "type=EXECVE msg=audit(1:2): argc=2 a0=\"mysql\" a1=\"-pM\"");
}

TEST_CASE("a command ends where another begins") {
  const Rules rules({mysql()});
  for (const char* line : {"mysql shop; ssh -p2222 h", "mysql shop | tool -p2222", "mysql shop && docker run -p80:80 x", "mysql\nssh -p2222 h"})
    CHECK(rules.masked(line) == line);
}

TEST_CASE("a line may join physical lines") {
  const Rules rules({mysql(), curl()});
  CHECK(rules.masked("mysql -u app \\\n  -pS3cr3t \\\n  shop") == "mysql -u app \\\n  -pM \\\n  shop");
  CHECK(rules.masked("curl \\\n -u \\\n ann:S3cr3t h") == "curl \\\n -u \\\n ann:M h");
}
