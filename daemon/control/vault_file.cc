#include "daemon/control/vault_file.h"

#include <nlohmann/json.hpp>

#include "core/engine/rule.h"

namespace redactd::daemon {

using nlohmann::ordered_json;

Status check_vault_file(const FileFacts& facts, uint32_t uid, const std::string& path) {
  const std::string file = path.empty() ? "FILE" : "'" + path + "'";
  if (facts.foreign || !facts.regular) {
    return Error{"vault.file.type", "The vault takes regular files of this machine's disks only.", "Copy the value into one: install -m 600 /dev/stdin FILE."};
  }
  if (facts.uid != uid) {
    return Error{"vault.file.owner", "The file belongs to another user (uid " + std::to_string(facts.uid) + ").",
                 "Its owner can change it: chown it to yourself, or make a copy of your own."};
  }
  if ((facts.mode & 077) != 0) {
    return Error{"vault.file.mode", "Others than its owner have permissions on the file.", "chmod 600 " + file};
  }
  if (facts.links != 1) {
    return Error{"vault.file.links", "The file has " + std::to_string(facts.links) + " names.", "Make a copy with one name, and remove the others."};
  }
  return {};
}

Result<std::vector<VaultFileEntry>> parse_vault(const std::string& json_text) {
  std::vector<VaultFileEntry> entries;
  if (json_text.empty()) return entries;
  const Error invalid{"vault.state_invalid", "STATE/vault.json cannot be read.", "Put it back from a backup, or move it away and add the files again."};
  const auto json = ordered_json::parse(json_text, nullptr, false);
  if (!json.is_object() || json.value("schema", ordered_json()) != 1 || !json.contains("values") || !json["values"].is_array()) return invalid;
  for (const auto& value : json["values"]) {
    const bool whole = value.is_object() && value.contains("name") && value["name"].is_string() && value.contains("path") &&
                       value["path"].is_string() && value.contains("uid") && value["uid"].is_number_unsigned() && value["uid"] <= UINT32_MAX;
    if (!whole) return invalid;
    VaultFileEntry entry{value["name"].get<std::string>(), value["uid"].get<uint32_t>(), value["path"].get<std::string>()};
    if (!is_label(entry.name) || !entry.path.starts_with('/')) return invalid;
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::string write_vault(const std::vector<VaultFileEntry>& entries) {
  auto values = ordered_json::array();
  for (const VaultFileEntry& entry : entries) values.push_back({{"name", entry.name}, {"uid", entry.uid}, {"path", entry.path}});
  return ordered_json{{"schema", 1}, {"values", std::move(values)}}.dump(2) + "\n";
}

}  // namespace redactd::daemon
