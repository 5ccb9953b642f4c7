// A libuv handle in a cell of its own, freed in its close callback and nowhere else. Include the library before this header.
#pragma once

#include <functional>
#include <utility>

namespace redactd::daemon {

template <typename Handle, typename Callback>
struct PinnedCell {
  Handle handle{};
  Callback callback;

  explicit PinnedCell(Callback wanted) : callback(std::move(wanted)) { handle.data = this; }

  static PinnedCell* of(Handle* handle) { return static_cast<PinnedCell*>(handle->data); }

  // The owner is gone: the callback is never called again, the cell frees itself once the loop has let go.
  void close() {
    callback = nullptr;
    uv_close(reinterpret_cast<uv_handle_t*>(&handle), [](uv_handle_t* closed) { delete static_cast<PinnedCell*>(closed->data); });
  }
};

}  // namespace redactd::daemon
