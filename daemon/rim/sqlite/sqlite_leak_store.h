// LeakStore in STATE/ledger.sqlite, mode 0600 (docs/ledger-format.md).
#pragma once

#include <string>

#include "daemon/ports/leak_store.h"
#include "daemon/rim/sqlite/database.h"

namespace redactd::daemon {

class SqliteLeakStore : public LeakStore {
 public:
  // `directory`: the state directory, opened and checked; `path`: its name. Nothing is opened before load().
  SqliteLeakStore(int directory, std::string path) : directory_(directory), path_(std::move(path)) {}

  Result<std::vector<Leak>> load() override;
  Status save(std::span<const Leak> leaks) override;
  Status add_masks(std::span<const MaskCount> counts) override;
  Status raise_masks(std::span<const MaskCount> counts) override;
  Result<std::vector<MaskCount>> masks(const std::string& first_day) override;

 private:
  Status open();
  Status check_open() const;
  Status write_masks(const char* sql, std::span<const MaskCount> counts);

  const int directory_;
  const std::string path_;
  Database database_;
};

}  // namespace redactd::daemon
