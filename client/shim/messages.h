// What redact-shim says on stderr. An argument is never quoted: it may be a secret.
#pragma once

#include <string_view>

#include "core/base/result.h"

namespace redactd::shim {

inline constexpr int kExitUsage = 2;
inline constexpr int kExitIo = 5;
inline constexpr int kExitMaskedLocally = 75;  // EX_TEMPFAIL of sysexits.h: the hook leaves the daemon alone for a while

// "redact-shim: CODE: what. hint"
void complain(const Error& error);

// Complains and returns kExitUsage.
int usage_error(std::string_view code, std::string_view what);

}  // namespace redactd::shim
