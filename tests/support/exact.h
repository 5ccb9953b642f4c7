// Snapshots that hold known values, as the daemon's vault makes them.
#pragma once

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "core/engine/exact.h"
#include "tests/support/plain_memory.h"
#include "tests/support/rules.h"

namespace redactd::test {

inline std::shared_ptr<const ExactForms> forms_of(const std::vector<std::string>& spellings) {
  auto memory = std::make_unique<PlainMemory>();
  std::vector<SecretView> views;
  for (const std::string& spelling : spellings) {
    char* const bytes = memory->allocate(spelling.size());
    std::memcpy(bytes, spelling.data(), spelling.size());
    views.push_back(SecretView({bytes, spelling.size()}));
  }
  const SecretView value = views.front();
  return std::make_shared<ExactForms>(std::move(memory), value, views);
}

inline std::shared_ptr<const CompiledRule> exact_rule(const std::string& label, uint32_t uid, const std::vector<std::string>& spellings) {
  RuleSpec spec;
  spec.id = "vault-value";
  spec.label = label;
  spec.kind = RuleKind::kExact;
  spec.priority = 10'000;
  spec.owner_uid = uid;
  spec.exact.push_back(forms_of(spellings));
  return *compile_rule(std::move(spec));
}

// The small snapshot's rules and one value of user 1000.
inline std::shared_ptr<const Snapshot> snapshot_with_value(const std::vector<std::string>& spellings, ScannerFactory scanner = make_hash_scanner) {
  auto rules = small_snapshot(scanner)->rules();
  rules.push_back(exact_rule("VALUE", 1000, spellings));
  return Snapshot::build(std::move(rules), 1, scanner);
}

inline MaskOptions lines_of(uint32_t uid) {
  MaskOptions options;
  options.uid = uid;
  return options;
}

inline std::string mask_for(const Snapshot& snapshot, std::string_view text, uint32_t uid) {
  Redactor redactor;
  std::string out;
  redactor.mask(snapshot, text, lines_of(uid), out);
  return out;
}

}  // namespace redactd::test
