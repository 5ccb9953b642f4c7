// The filter that a verb's options ask for.
#pragma once

#include <memory>

#include "client/link/connection.h"
#include "client/link/local_engine.h"
#include "client/link/masker.h"
#include "client/shim/filter.h"

namespace redactd::shim {

// An engine for several filters of one process: its rules are compiled once, and only if the daemon fails.
std::shared_ptr<link::LocalEngine> make_engine(const link::MaskerOptions& options);

// `json_lines`: a line that is valid JSON stays valid JSON.
std::unique_ptr<Filter> make_filter(const link::MaskerOptions& options, const link::Keys& keys, bool json_lines,
                                    std::shared_ptr<link::LocalEngine> engine, Filter::Sink sink);

}  // namespace redactd::shim
