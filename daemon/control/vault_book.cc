#include "daemon/control/vault_book.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "daemon/control/exact_forms.h"

namespace redactd::daemon {
namespace {

constexpr const char* kFile = "vault.json";
constexpr size_t kMostNames = 256;                // of one user
constexpr size_t kMostValueBytes = 256 * 1024;    // of one user: every form is locked memory
constexpr int kPriority = 10'000;                 // a known value's name is worth more than the guess of a rule

auto named(const std::string& name, uint32_t uid) {
  return [&name, uid](const VaultEntry& entry) { return entry.name == name && entry.uid == uid; };
}

// True if the value was not there before.
bool take_value(VaultEntry& entry, std::shared_ptr<const ExactForms> forms) {
  const bool known = std::any_of(entry.values.begin(), entry.values.end(),
                                 [&](const auto& value) { return constant_time_equals(value->value(), forms->value()); });
  if (!known) entry.values.push_back(std::move(forms));
  return !known;
}

Result<std::vector<std::shared_ptr<const CompiledRule>>> rules_of(const std::vector<VaultEntry>& entries) {
  std::vector<std::shared_ptr<const CompiledRule>> rules;
  for (const VaultEntry& entry : entries) {
    if (entry.values.empty()) continue;
    RuleSpec spec;
    spec.id = vault_rule_id(entry.name);
    spec.label = entry.name;
    spec.family = "vault";
    spec.kind = RuleKind::kExact;
    spec.priority = kPriority;
    spec.owner_uid = entry.uid;
    spec.exact = entry.values;
    auto rule = compile_rule(std::move(spec));
    if (!rule) return rule.error();
    rules.push_back(std::move(*rule));
  }
  return rules;
}

std::string state_of(const std::vector<VaultEntry>& entries) {
  std::vector<VaultFileEntry> files;
  for (const VaultEntry& entry : entries) {
    if (!entry.path.empty()) files.push_back({entry.name, entry.uid, entry.path});
  }
  return write_vault(files);
}

}  // namespace

std::string vault_rule_id(const std::string& name) {
  std::string id = "vault-" + lowercase(name);
  std::replace(id.begin(), id.end(), '_', '-');
  return id;
}

Result<std::shared_ptr<const ExactForms>> VaultBook::read_file(const std::string& path, uint32_t uid) const {
  auto file = keeper_.open(path);
  if (!file) return file.error();
  if (Status checked = check_vault_file((*file)->facts(), uid, path); !checked) return checked.error();
  return read_exact_forms(**file, keeper_);
}

// True if there is a new value.
bool VaultBook::read_entry(VaultEntry& entry) {
  auto forms = read_file(entry.path, entry.uid);
  entry.fault = forms ? std::string() : forms.error().message();
  if (forms) return take_value(entry, std::move(*forms));
  log_.error("the vault's file of " + entry.name + " cannot be used: " + entry.fault);
  return false;
}

void VaultBook::load() {
  auto text = state_.read(kFile);
  auto files = text ? parse_vault(*text) : Result<std::vector<VaultFileEntry>>(text.error());
  if (!files) return log_.error("the vault is not read: " + files.error().message());
  for (const VaultFileEntry& file : *files) {
    VaultEntry entry{file.name, file.uid, file.path, {}, {}};
    read_entry(entry);
    entries_.push_back(std::move(entry));
  }
  auto rules = rules_of(entries_);
  if (!rules) return log_.error("the vault is not in force: " + rules.error().message());
  rules_.begin_with_exact(std::move(*rules));
}

Status VaultBook::check_limits(const std::vector<VaultEntry>& entries, uint32_t uid) const {
  size_t names = 0, bytes = 0;
  for (const VaultEntry& entry : entries) {
    if (entry.uid != uid) continue;
    ++names;
    for (const auto& value : entry.values) bytes += value->value().size();
  }
  if (names <= kMostNames && bytes <= kMostValueBytes) return {};
  return Error{"limits.vault", "A user may have 256 names and 256 KiB of values in the vault.", "Forget some with redactctl vault forget."};
}

// State file, rules, memory: a change that is answered survives a restart as far as its file does.
Result<Change> VaultBook::commit(std::vector<VaultEntry> entries, Change change) {
  auto rules = rules_of(entries);
  if (!rules) return rules.error();
  const std::string before = state_of(entries_), after = state_of(entries);
  if (before != after) {
    if (Status stored = state_.replace(kFile, after); !stored) return stored.error();
  }
  auto done = rules_.set_exact(std::move(*rules), std::move(change));
  if (done) {
    entries_ = std::move(entries);
  } else if (before != after) {
    if (Status restored = state_.replace(kFile, before); !restored) log_.error("vault.json names a file too many or too few: " + restored.error().message());
  }
  return done;
}

Result<Change> VaultBook::add(const std::string& name, uint32_t uid, const std::string& path, ReceivedFile& file) {
  const bool from_memory = path.empty() && file.facts().regular && !file.facts().foreign && file.facts().sealed;
  if (!from_memory) {
    if (Status checked = check_vault_file(file.facts(), uid, path); !checked) return checked.error();
  }
  auto forms = read_exact_forms(file, keeper_);
  if (!forms) return forms.error();
  std::vector<VaultEntry> entries = entries_;
  auto entry = std::find_if(entries.begin(), entries.end(), named(name, uid));
  if (entry == entries.end()) entry = entries.insert(entries.end(), VaultEntry{name, uid, {}, {}, {}});
  Change change;
  if (entry->values.empty()) change.added.push_back(vault_rule_id(name));
  take_value(*entry, std::move(*forms));
  if (!path.empty()) {
    entry->path = path;
    entry->fault.clear();
  }
  if (Status within = check_limits(entries, uid); !within) return within.error();
  return commit(std::move(entries), std::move(change));
}

Result<Change> VaultBook::forget(const std::string& name, uint32_t uid) {
  std::vector<VaultEntry> entries = entries_;
  const auto entry = std::find_if(entries.begin(), entries.end(), named(name, uid));
  if (entry == entries.end()) {
    return Error{"vault.not_found", "The vault has no value of this name.", "redactctl vault list shows yours."};
  }
  entries.erase(entry);
  return commit(std::move(entries), Change{0, {}, {vault_rule_id(name)}});
}

void VaultBook::read_again() {
  std::vector<VaultEntry> entries = entries_;
  bool any = false;
  for (VaultEntry& entry : entries) any = (!entry.path.empty() && read_entry(entry)) || any;
  if (!any) {
    entries_ = std::move(entries);  // the faults may be others
    return;
  }
  const auto done = commit(std::move(entries), Change{});
  if (!done) log_.error("new values of the vault's files are not in force: " + done.error().message());
}

bool VaultBook::reads_by_itself(const std::string& path, uint32_t uid) const {
  const auto file = keeper_.open(path);
  return file && check_vault_file((*file)->facts(), uid, path).ok();
}

}  // namespace redactd::daemon
