// May a file be a vault file? And STATE/vault.json, which names those that are.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "daemon/ports/received_file.h"

namespace redactd::daemon {

// A regular file of `uid`, no bit for others, one link. `path` names it in the advice; it may be empty.
// Errors: vault.file.type, vault.file.owner, vault.file.mode, vault.file.links.
Status check_vault_file(const FileFacts& facts, uint32_t uid, const std::string& path);

struct VaultFileEntry {
  std::string name;
  uint32_t uid = 0;
  std::string path;
};
// {"schema":1,"values":[{"name","uid","path"}]}. Errors: vault.state_invalid.
Result<std::vector<VaultFileEntry>> parse_vault(const std::string& json_text);
std::string write_vault(const std::vector<VaultFileEntry>& entries);

}  // namespace redactd::daemon
