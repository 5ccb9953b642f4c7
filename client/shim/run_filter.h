// Reads a descriptor through a filter until both have ended.
#pragma once

#include <functional>

#include "client/shim/filter.h"

namespace redactd::shim {

// Looks at each piece before it is masked; false: the piece is not captured.
using Gate = std::function<bool()>;

// Until end of file, or until `stop` is set by a signal handler: then what is held leaves masked. Errors: what the sink said,
// io.read_failed.
Status run_filter(Filter& filter, int input, const volatile int* stop, const Gate& gate = nullptr);

}  // namespace redactd::shim
