// The options of logger(1) (util-linux 2.38) that redact-shim log takes, and their meaning.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/link/masker.h"
#include "client/shim/verbs.h"
#include "core/base/result.h"

namespace redactd::shim {

enum class LogFormat { kLocal, kRfc3164, kRfc5424 };

// One structured data element of RFC 5424: its id, and `name="value"` as given.
struct SdElement {
  std::string id;
  std::vector<std::string> params;
};

struct LogOptions {
  LogFormat format = LogFormat::kLocal;
  bool with_time = true;       // RFC 5424 only, as are the next two
  bool with_host = true;
  bool with_time_quality = true;
  int priority = 13;           // user.notice
  std::optional<long> id;      // the process id of the record
  std::string tag;
  std::string msgid;
  std::vector<SdElement> sd;
  std::string file;            // -f; empty or "-": stdin
  std::string socket = "/dev/log";
  bool socket_errors = false;
  bool skip_empty = false;
  bool prio_prefix = false;
  bool octet_count = false;
  bool to_stderr = false;
  bool no_act = false;
  bool also_stdout = false;    // ours: the masked line on stdout too
  size_t cut_bytes = 0;        // -S: longest text of a record after masking; 0: never cut
  std::optional<std::string> journald;  // native entry from this file ("": stdin)
  bool help = false;
  bool version = false;
  std::vector<std::string> words;
  bool has_words = false;
  link::MaskerOptions masker;
};

// Errors: shim.usage; they name the option, never its value.
Result<LogOptions> parse_log_options(Arguments arguments);

// "local0.info", "err": RFC 3164 numbers. kern becomes user, as with syslog(3). Error shim.usage.
Result<int> parse_priority(const std::string& text);

}  // namespace redactd::shim
