#include <doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "client/link/paths.h"

namespace link_ns = redactd::link;

namespace {

// Sets a variable and puts it back.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    const char* before = getenv(name);
    had_ = before != nullptr;
    if (had_) before_ = before;
    if (value != nullptr) {
      setenv(name, value, 1);
    } else {
      unsetenv(name);
    }
  }
  ~Variable() {
    if (had_) {
      setenv(name_, before_.c_str(), 1);
    } else {
      unsetenv(name_);
    }
  }

 private:
  const char* name_;
  std::string before_;
  bool had_ = false;
};

}  // namespace

TEST_CASE("the order is flag, environment, user, system") {
  char folder[] = "/tmp/redactd-paths-XXXXXX";
  REQUIRE(mkdtemp(folder) != nullptr);
  std::string own = std::string(folder) + "/redactd";
  REQUIRE(mkdir(own.c_str(), 0700) == 0);
  {
    Variable runtime("XDG_RUNTIME_DIR", folder);
    {
      Variable environment("REDACTD_SOCKET_DIR", "/somewhere");
      CHECK(link_ns::socket_dirs("/flag") == std::vector<std::string>{"/flag"});
      CHECK(link_ns::socket_dirs("") == std::vector<std::string>{"/somewhere"});
    }
    Variable environment("REDACTD_SOCKET_DIR", nullptr);
    CHECK(link_ns::socket_dirs("") == std::vector<std::string>{own, "/run/redactd"});
    REQUIRE(chmod(own.c_str(), 0777) == 0);
    CHECK(link_ns::socket_dirs("") == std::vector<std::string>{"/run/redactd"});
  }
  rmdir(own.c_str());
  rmdir(folder);
}

TEST_CASE("without a runtime directory the user's is below /tmp, and never a link") {
  Variable runtime("XDG_RUNTIME_DIR", nullptr);
  CHECK(link_ns::user_socket_dir() == "/tmp/redactd-" + std::to_string(geteuid()));
  char folder[] = "/tmp/redactd-paths-XXXXXX";
  REQUIRE(mkdtemp(folder) != nullptr);
  CHECK(link_ns::is_private_dir(folder));
  std::string alias = std::string(folder) + ".link";
  REQUIRE(symlink(folder, alias.c_str()) == 0);
  CHECK_FALSE(link_ns::is_private_dir(alias));
  unlink(alias.c_str());
  rmdir(folder);
}
