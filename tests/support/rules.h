// Snapshots for tests: a few rules of each kind, written out here, or the built-in ones.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/engine/redactor.h"
#include "core/engine/snapshot.h"

namespace redactd::test {

// One rule of every kind and place, with the ids that the catalogue uses for them.
std::shared_ptr<const Snapshot> small_snapshot(ScannerFactory scanner = make_hash_scanner);

// All built-in rules.
std::shared_ptr<const Snapshot> builtin_snapshot(ScannerFactory scanner = make_hash_scanner);

std::string mask(const Snapshot& snapshot, std::string_view text);

// A fake token of 36 letters and digits, different for each seed.
std::string fake_body(unsigned seed, size_t length = 36);

}  // namespace redactd::test
