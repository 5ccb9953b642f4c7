// The values that are masked exactly: whose they are, where they come from. Their bytes are in locked memory alone.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/engine/exact.h"
#include "daemon/control/rule_book.h"
#include "daemon/control/vault_file.h"
#include "daemon/ports/file_store.h"
#include "daemon/ports/log.h"
#include "daemon/ports/secret_keeper.h"

namespace redactd::daemon {

struct VaultEntry {
  std::string name;  // a label: [REDACTED_<NAME>]
  uint32_t uid = 0;  // on whose lines it is masked
  std::string path;  // of its file; empty: memory only
  std::vector<std::shared_ptr<const ExactForms>> values;  // the newest last: older ones are masked until they are forgotten
  std::string fault;  // code and sentence of why the file could not be read; empty: it was
};

class VaultBook {
 public:
  // All outlive the book.
  VaultBook(RuleBook& rules, FileStore& state, SecretKeeper& keeper, Log& log)
      : rules_(rules), state_(state), keeper_(keeper), log_(log) {}

  // At start, before RuleBook::load(): reads what STATE/vault.json names. A file that cannot be read is logged and kept as a
  // fault; the rest goes on.
  void load();

  // `path` empty: `file` may be sealed memory, or a file that passes the same checks; its value lives until the daemon ends.
  // A name that is known gets one more value. Errors: check_vault_file()'s, read_exact_forms()'s, limits.vault, state.*.
  Result<Change> add(const std::string& name, uint32_t uid, const std::string& path, ReceivedFile& file);

  // Its values are wiped; the file stays. Errors: vault.not_found, state.*.
  Result<Change> forget(const std::string& name, uint32_t uid);

  // Reads all files again. What is new is masked too; what cannot be read any more goes on being masked.
  void read_again();

  // Could the daemon open the file by itself, now and at the next start?
  bool reads_by_itself(const std::string& path, uint32_t uid) const;

  const std::vector<VaultEntry>& entries() const { return entries_; }

 private:
  Result<std::shared_ptr<const ExactForms>> read_file(const std::string& path, uint32_t uid) const;
  bool read_entry(VaultEntry& entry);
  Status check_limits(const std::vector<VaultEntry>& entries, uint32_t uid) const;
  Result<Change> commit(std::vector<VaultEntry> entries, Change change);

  RuleBook& rules_;
  FileStore& state_;
  SecretKeeper& keeper_;
  Log& log_;
  std::vector<VaultEntry> entries_;
};

// "vault-<name in lower case, _ as ->".
std::string vault_rule_id(const std::string& name);

}  // namespace redactd::daemon
