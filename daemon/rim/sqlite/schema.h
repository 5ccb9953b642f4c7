// The ledger's tables and how an older file becomes a newer one (docs/ledger-format.md).
#pragma once

#include "core/base/result.h"

namespace redactd::daemon {

class Database;

// Applies what is missing, each step in a transaction of its own. Errors: ledger.unavailable (a newer version, or damaged),
// ledger.io, ledger.no_space.
Status migrate(Database& database);

}  // namespace redactd::daemon
