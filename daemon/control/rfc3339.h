// Times as people and programs read them: "2026-01-31T23:59:59Z" (RFC 3339, UTC).
#pragma once

#include <cstdint>
#include <string>

namespace redactd::daemon {

std::string rfc3339(int64_t seconds);

}  // namespace redactd::daemon
