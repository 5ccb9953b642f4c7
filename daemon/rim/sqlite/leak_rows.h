// Leaks to rows and back.
#pragma once

#include <vector>

#include "core/base/result.h"
#include "daemon/ports/leak.h"

namespace redactd::daemon {

class Database;

// Inside a transaction of the caller's. Errors: as Database::failure().
Status write_leak(Database& database, const Leak& leak);
// In the order in which they were recorded.
Result<std::vector<Leak>> read_leaks(Database& database);

}  // namespace redactd::daemon
