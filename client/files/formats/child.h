// A program that is run for what it says. Its standard output is read from a pipe; it has no input, and its complaints are dropped.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "client/link/fd.h"

namespace redactd::files {

class Child {
 public:
  // `name` is looked for in /usr/bin, /usr/local/bin and /bin only. `environment`: all of it, as NAME=VALUE. `directory`: where it
  // starts, or -1. Nothing if it is not there or could not be started.
  static std::optional<Child> start(const std::string& name, const std::vector<std::string>& arguments,
                                    const std::vector<std::string>& environment, int directory = -1);
  ~Child();  // ends it if it still runs
  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;

  int output() const { return output_.get(); }
  // After its output has ended: true if it exited with 0.
  bool wait();

 private:
  Child(pid_t pid, link::Fd output) : pid_(pid), output_(std::move(output)) {}
  pid_t pid_;
  link::Fd output_;
};

}  // namespace redactd::files
