// What at the end of an unfinished line could still become a finding, or become a longer one.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/engine/echo.h"
#include "core/engine/redactor.h"

namespace redactd {

// Bytes from `begin` on must wait for what follows. `rule` is set if secret bytes are among them already: if they must
// leave before that (a deadline), they leave as this rule's mask.
struct Unsettled {
  size_t begin;
  std::optional<uint32_t> rule;
};

// `line` is the unfinished last line of a stream, without what stands before it. Appends everything that waits.
void find_unsettled(const Snapshot& snapshot, Redactor::Impl& scratch, const EchoSet& echo, std::string_view line,
                    const MaskOptions& options, std::vector<Unsettled>& out);

}  // namespace redactd
