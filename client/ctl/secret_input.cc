#include "client/ctl/secret_input.h"

#include <sodium.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "client/ctl/output.h"

namespace redactd::ctl {
namespace {

// Echo off as long as this lives. TCSAFLUSH: what was typed before the prompt is not taken for the secret.
class NoEcho {
 public:
  NoEcho() {
    on_terminal_ = tcgetattr(STDIN_FILENO, &before_) == 0;
    if (!on_terminal_) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
  }
  ~NoEcho() {
    if (on_terminal_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;
  bool on_terminal() const { return on_terminal_; }

 private:
  termios before_{};
  bool on_terminal_ = false;
};

}  // namespace

void SecretBuffer::Free::operator()(char* bytes) const { sodium_free(bytes); }

SecretView SecretBuffer::view() const { return SecretView({bytes_.get(), size_}); }

Result<SecretBuffer> SecretBuffer::read(const std::string& prompt) {
  if (sodium_init() < 0) return Error{"io.no_memory", "The memory for the secret could not be prepared.", ""};
  SecretBuffer buffer;
  buffer.bytes_.reset(static_cast<char*>(sodium_malloc(kMaxBytes + 2)));
  if (!buffer.bytes_) return Error{"io.no_memory", "There is no locked memory for the secret.", "Raise ulimit -l."};
  NoEcho quiet;
  if (quiet.on_terminal()) note(prompt);
  while (buffer.size_ < kMaxBytes + 2) {
    ssize_t got = ::read(STDIN_FILENO, buffer.bytes_.get() + buffer.size_, kMaxBytes + 2 - buffer.size_);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Error{"io.read_failed", std::string("The secret could not be read: ") + strerror(errno) + ".", ""};
    if (got == 0) break;
    buffer.size_ += static_cast<size_t>(got);
    if (quiet.on_terminal() && buffer.bytes_.get()[buffer.size_ - 1] == '\n') break;
  }
  if (buffer.size_ > 0 && buffer.bytes_.get()[buffer.size_ - 1] == '\n') --buffer.size_;
  if (buffer.size_ == 0) return Error{"pattern.secret_empty", "No secret came on stdin.", "Pipe it in, or type it at the prompt."};
  if (buffer.size_ > kMaxBytes) return Error{"pattern.secret_too_long", "The secret is longer than 65,536 bytes.", ""};
  return buffer;
}

}  // namespace redactd::ctl
