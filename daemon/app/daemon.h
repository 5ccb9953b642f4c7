// All parts put together, and their life from READY to the last synced line.
#pragma once

#include <memory>

#include "core/base/result.h"
#include "daemon/app/options.h"
#include "daemon/ports/log.h"
#include "daemon/settings/settings.h"

namespace redactd::daemon {

class Daemon {
 public:
  // Opens, loads and serves; once it returns, rules are in force and the sockets answer. `rules_dirs` and `optional` as in
  // read_catalogue(). Errors: those of open_places(), open_sockets() and RuleBook::load(); rules.files_invalid.
  static Result<std::unique_ptr<Daemon>> start(const Options& options, const Settings& settings,
                                               std::vector<std::string> rules_dirs, bool optional, Log& log);
  ~Daemon();

  // Until SIGTERM or SIGINT; the exit status.
  int run();

 private:
  struct Parts;
  explicit Daemon(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace redactd::daemon
