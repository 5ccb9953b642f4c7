// One masked line with what is known about it: what sinks store (docs/protocol.md, "Sinks").
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "daemon/ports/masked_text.h"
#include "daemon/ports/peer.h"

namespace redactd::daemon {

// Empty fields are absent from the stored record. The sequence number is given by the store.
struct Record {
  int64_t time_us = 0;       // when received, microseconds since 1970 UTC
  const char* stream = "";   // history, log, syslog, journal
  const char* format = "";   // rfc3164, rfc5424, none; only for syslog
  std::optional<int> priority;
  std::optional<int64_t> exit_status;
  MaskedText timestamp, host, tag, pid, msgid, sd;
  MaskedText shell, cwd, session;
  Peer peer;
  MaskedText text;
  size_t findings = 0;
  uint64_t generation = 0;
};

}  // namespace redactd::daemon
