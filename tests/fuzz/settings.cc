// The configuration: any bytes give settings or faults, and a fault has a code and a sentence.
#include "daemon/settings/settings.h"

#include "tests/fuzz/support.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace redactd;
  const daemon::ParsedSettings parsed = daemon::parse_settings(fuzz::as_text(data, size));
  for (const daemon::SettingsFault& fault : parsed.faults) {
    fuzz::require(!fault.code.empty() && !fault.what.empty(), "a fault has a code and a sentence");
    fuzz::require(fault.message().find(fault.code) != std::string::npos, "a fault's message names its code");
  }
  if (parsed.faults.empty()) {
    fuzz::require(daemon::is_log_level(parsed.settings.log_level), "a log level is one of the known");
  }
  return 0;
}
