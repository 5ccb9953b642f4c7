// The daemon's configuration file (config/redactd.json): text in, settings or every fault at once out. Reads no file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redactd::daemon {

struct SinkSettings {
  std::string type = "file";
  std::string path = "sink/redacted.jsonl";  // relative: below the state directory
  std::string format = "jsonl";              // jsonl, text
  uint64_t sync_ms = 1000;                   // how long a record with sync=later may stay unsynced
  uint64_t rotate_bytes = 256ULL * 1024 * 1024;  // 0: never
};

struct Settings {
  std::vector<SinkSettings> sinks{SinkSettings{}};
  std::vector<std::string> rules_dirs;       // empty: the built-in rules and those of the configuration directory
  std::string log_level = "info";            // debug, info, warn, error
  std::string socket_group = "redactd";      // of the sockets, system mode only
  std::string ops_group = "redactd-ops";     // may change patterns of scope system
  uint64_t max_connections_per_uid = 512;    // but for root's and the daemon's own
  uint64_t drain_ms = 10'000;                // how long SIGTERM waits for what was accepted
};

struct SettingsFault {
  std::string pointer;  // RFC 6901
  std::string code;     // config.*
  std::string what;
  std::string hint;

  std::string message() const;  // "POINTER: CODE: what. hint"
};

struct ParsedSettings {
  Settings settings;
  std::vector<SettingsFault> faults;  // not empty: `settings` is not to be used
};

ParsedSettings parse_settings(std::string_view text);

bool is_log_level(std::string_view text);

}  // namespace redactd::daemon
