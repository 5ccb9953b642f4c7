// Records of the audit system whose arguments are hexadecimal.
#include <doctest.h>

#include "core/engine/argv/audit.h"
#include "tests/unit/argv/masked_line.h"

using namespace redactd;

namespace {

Rules mysql_and_vault() {
  ArgvSpec mysql;
  mysql.tools = {"mysql"};
  mysql.flags = {{"-p", FlagValue::kAttached, {}, {}, {}, {}}};
  ArgvSpec vault;
  vault.tools = {"vault"};
  vault.operands = {{{"login"}, 0, {}, {}, {}}};
  return Rules({mysql, vault});
}

}  // namespace

TEST_CASE("the digits of a secret argument are masked whole, its name and the others stay") {
  const Rules rules = mysql_and_vault();
  CHECK(rules.masked("type=EXECVE msg=audit(1:2): argc=3 a0=\"mysql\" a1=2D7045782034 a2=\"shop\"") ==
        "type=EXECVE msg=audit(1:2): argc=3 a0=\"mysql\" a1=M a2=\"shop\"");
  CHECK(rules.masked("type=EXECVE : argc=3 a0=\"sh\" a1=\"-c\" a2=7661756C74206C6F67696E20457834") == "type=EXECVE : argc=3 a0=\"sh\" a1=\"-c\" a2=M");
  CHECK(rules.masked("type=EXECVE : argc=2 a0=2F746D702F612062 a1=\"-pS3cr3t\" mysql") == "type=EXECVE : argc=2 a0=2F746D702F612062 a1=\"-pS3cr3t\" mysql");
  CHECK(rules.masked("type=PROCTITLE : proctitle=6D7973716C002D704578346D") == "type=PROCTITLE : proctitle=M");
  CHECK(rules.masked("type=PROCTITLE : proctitle=6D7973716C002D70") == "type=PROCTITLE : proctitle=6D7973716C002D70");
}

TEST_CASE("arguments without quotes, as ausearch writes them") {
  const Rules rules = mysql_and_vault();
  CHECK(rules.masked("type=EXECVE : argc=2 a0=mysql a1=-pS3cr3t") == "type=EXECVE : argc=2 a0=mysql a1=-pM");
  CHECK(rules.masked("type=PROCTITLE : proctitle=mysql -pS3cr3t") == "type=PROCTITLE : proctitle=mysql -pM");
}

TEST_CASE("what is decoded, and where it stands in the record") {
  const auto record = argv::decode_audit("EXECVE a0=41424344 a1=4142 x");
  REQUIRE(record);  // two bytes can hold no secret
  CHECK(record->text == "EXECVE a0=\"ABCD\" a1=4142 x");
  CHECK(record->raw(11, 13) == std::pair<size_t, size_t>{10, 18});
  CHECK(record->raw(25, 26) == std::pair<size_t, size_t>{27, 28});
  CHECK(record->raw(0, 6) == std::pair<size_t, size_t>{0, 6});
  for (const char* text : {"a0=41424344", "EXECVE a0=4142434", "EXECVE a0=414243zz", "EXECVE a0=abcdefab", "EXECVE"}) CHECK_FALSE(argv::decode_audit(text));
}
