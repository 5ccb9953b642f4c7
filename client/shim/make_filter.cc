#include "client/shim/make_filter.h"

#include <utility>

#include "client/shim/json_lines.h"
#include "client/shim/stream_masker.h"

namespace redactd::shim {

std::shared_ptr<link::LocalEngine> make_engine(const link::MaskerOptions& options) {
  return std::make_shared<link::LocalEngine>(link::LocalEngine::default_dirs(options.socket_dir, options.state_dir));
}

std::unique_ptr<Filter> make_filter(const link::MaskerOptions& options, const link::Keys& keys, bool json_lines,
                                    std::shared_ptr<link::LocalEngine> engine, Filter::Sink sink) {
  if (json_lines) return std::make_unique<JsonLines>(options, keys, std::move(engine), std::move(sink));
  return std::make_unique<StreamMasker>(options, keys, std::move(engine), std::move(sink));
}

}  // namespace redactd::shim
