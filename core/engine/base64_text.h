// Text in base64 (RFC 4648 sections 4 and 5), UTF-16LE inside too.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/engine/confirm/candidate.h"

namespace redactd {

// The next run of at least 24 base64 bytes at or behind `from`, padding included. Other text it passes eight bytes at a time.
std::optional<Span> next_base64_run(std::string_view text, size_t from);

// What the run says, if it says text: nearly all of it printable. NUL bytes between (UTF-16LE) are left out. `out` holds raw
// secret bytes: wipe it.
bool decode_base64_text(std::string_view run, std::string& out);

}  // namespace redactd
