#include "client/shim/exec/keyboard.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>

#include "client/link/clock.h"
#include "core/base/bytes.h"

namespace redactd::shim {
namespace {

constexpr size_t kMaxPendingBytes = 4096;  // more typed ahead waits in the user's terminal

}  // namespace

Keyboard::~Keyboard() { wipe(pending_); }

// Reading from the background would stop us.
pollfd Keyboard::waits_for_keys() const {
  const bool wanted = outer_.has_keys() && !ended_ && pending_.size() < kMaxPendingBytes;
  return {wanted ? outer_.fd() : -1, POLLIN, 0};
}

pollfd Keyboard::waits_to_hand_on() const { return {pending_.empty() ? -1 : master_, POLLOUT, 0}; }

void Keyboard::serve(short keys, short hand_on) {
  // Another group has the keys, or the terminal is gone: polling on would spin.
  if (keys != 0 && !outer_.is_foreground()) outer_.leave_keys();
  if (keys != 0 && outer_.has_keys()) {
    std::array<char, 1024> typed;
    ssize_t got = read(outer_.fd(), typed.data(), typed.size());
    if (got > 0) {
      std::string_view bytes(typed.data(), static_cast<size_t>(got));
      echo_.typed(bytes, link::monotonic_ms());
      pending_.append(bytes);
    } else if (got == 0 || (errno != EINTR && errno != EAGAIN)) {
      ended_ = true;
    }
  }
  if (pending_.empty() || (keys == 0 && hand_on == 0)) return;
  ssize_t written = write(master_, pending_.data(), pending_.size());
  if (written > 0) {
    pending_.erase(0, static_cast<size_t>(written));
  } else if (written < 0 && errno != EAGAIN && errno != EINTR) {
    wipe(pending_);
  }
}

}  // namespace redactd::shim
