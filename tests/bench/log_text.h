// Log text for benchmarks: the mix of a server's logs, the same bytes for the same seed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace redactd::bench {

// About `bytes` bytes of whole lines in the manner of sshd, nginx, kernel, systemd and application logs. One line in
// `secret_every` holds a fake token or password (0: none).
std::string log_text(size_t bytes, size_t secret_every, uint32_t seed = 1);

// Lines as people type them, a part of them with a credential in an argument.
std::string command_text(size_t bytes, size_t secret_every, uint32_t seed = 1);

}  // namespace redactd::bench
