#include "client/shim/log_options.h"

#include <getopt.h>
#include <pwd.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <string_view>

#include "core/base/bytes.h"

namespace redactd::shim {
namespace {

enum LongOnly : int {
  kPrioPrefix = 256, kOctetCount, kRfc3164, kRfc5424, kMsgid, kSdId, kSdParam, kJournald, kSocketErrors, kNoAct, kId,
  kAlsoStdout, kSocketDir, kStateDir, kLocalOnly
};

const option kLongOptions[] = {
    {"id", optional_argument, nullptr, kId},
    {"file", required_argument, nullptr, 'f'},
    {"skip-empty", no_argument, nullptr, 'e'},
    {"priority", required_argument, nullptr, 'p'},
    {"octet-count", no_argument, nullptr, kOctetCount},
    {"prio-prefix", no_argument, nullptr, kPrioPrefix},
    {"stderr", no_argument, nullptr, 's'},
    {"size", required_argument, nullptr, 'S'},
    {"tag", required_argument, nullptr, 't'},
    {"rfc3164", no_argument, nullptr, kRfc3164},
    {"rfc5424", optional_argument, nullptr, kRfc5424},
    {"sd-id", required_argument, nullptr, kSdId},
    {"sd-param", required_argument, nullptr, kSdParam},
    {"msgid", required_argument, nullptr, kMsgid},
    {"socket", required_argument, nullptr, 'u'},
    {"socket-errors", optional_argument, nullptr, kSocketErrors},
    {"journald", optional_argument, nullptr, kJournald},
    {"no-act", no_argument, nullptr, kNoAct},
    {"help", no_argument, nullptr, 'h'},
    {"version", no_argument, nullptr, 'V'},
    {"also-stdout", no_argument, nullptr, kAlsoStdout},
    {"socket-dir", required_argument, nullptr, kSocketDir},
    {"state-dir", required_argument, nullptr, kStateDir},
    {"local", no_argument, nullptr, kLocalOnly},
    {nullptr, 0, nullptr, 0}};

Error usage(const char* what) { return Error{"shim.usage", std::string("log: ") + what, "See redact-shim --help."}; }

std::string login_name() {
  const char* login = getlogin();
  if (login != nullptr && *login != '\0') return login;
  const passwd* entry = getpwuid(geteuid());
  return entry == nullptr ? std::string("<someone>") : std::string(entry->pw_name);
}

Status set_rfc5424(const char* value, LogOptions& options) {
  options.format = LogFormat::kRfc5424;
  std::string_view rest = value == nullptr ? "" : value;
  while (!rest.empty()) {
    size_t comma = rest.find(',');
    std::string_view part = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? "" : rest.substr(comma + 1);
    if (part == "notime") {
      options.with_time = options.with_time_quality = false;
    } else if (part == "notq") {
      options.with_time_quality = false;
    } else if (part == "nohost") {
      options.with_host = false;
    }
    // logger ignores what it does not know, with a word on stderr; so do we, without.
  }
  return {};
}

template <typename Number>
bool parse_number(const char* text, Number& number) {
  std::string_view all(text);
  auto [stop, error] = std::from_chars(all.data(), all.data() + all.size(), number);
  return error == std::errc() && stop == all.data() + all.size() && number >= 0;
}

// RFC 5424 6.3.2: a name without '@' must be one that is registered.
bool is_sd_id(std::string_view id) {
  for (std::string_view registered : {"timeQuality", "origin", "meta"}) {
    if (id == registered) return true;
  }
  size_t at = id.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == id.size()) return false;
  return id.find_first_of(" =]\"") == std::string_view::npos;
}

bool is_sd_param(std::string_view param) {
  size_t equals = param.find('=');
  if (equals == std::string_view::npos || equals == 0 || param.size() < equals + 3) return false;
  return param[equals + 1] == '"' && param.back() == '"';
}

Status add_sd(int option_code, const char* value, LogOptions& options) {
  if (option_code == kSdId) {
    if (!is_sd_id(value)) return usage("--sd-id is no id of structured data (NAME@NUMBER).");
    if (!options.sd.empty() && options.sd.back().params.empty()) options.sd.pop_back();
    options.sd.push_back({value, {}});
    return {};
  }
  if (options.sd.empty()) return usage("--sd-param needs an --sd-id before it.");
  if (!is_sd_param(value)) return usage("--sd-param is not NAME=\"VALUE\".");
  options.sd.back().params.emplace_back(value);
  return {};
}

Status set_socket_errors(const char* value, bool& forced, LogOptions& options) {
  std::string_view mode = value == nullptr ? "on" : value;
  forced = mode == "on" || mode == "off";
  options.socket_errors = mode == "on";
  return {};
}

Status set_value(int code, const char* value, LogOptions& options) {
  switch (code) {
    case 'f': options.file = value; return {};
    case 'u': options.socket = value; return {};
    case 't': options.tag = value; return {};
    case 'p': {
      auto priority = parse_priority(value);
      if (!priority.ok()) return priority.error();
      options.priority = *priority;
      return {};
    }
    case 'S': return parse_number(value, options.cut_bytes) ? Status() : usage("-S is no number of bytes.");
    case kId: {
      long id = getpid();
      if (value != nullptr && !parse_number(value, id)) return usage("--id is no number.");
      options.id = id;
      return {};
    }
    case kRfc5424: return set_rfc5424(value, options);
    case kMsgid:
      if (std::string_view(value).find(' ') != std::string_view::npos) return usage("--msgid cannot contain a space.");
      options.msgid = value;
      return {};
    case kSdId:
    case kSdParam: return add_sd(code, value, options);
    case kJournald: options.journald = value == nullptr ? "" : value; return {};
    case kSocketDir: options.masker.socket_dir = value; return {};
    default: options.masker.state_dir = value; return {};
  }
}

bool set_switch(int code, LogOptions& options) {
  switch (code) {
    case 'e': options.skip_empty = true; return true;
    case 'i': options.id = getpid(); return true;
    case 's': options.to_stderr = true; return true;
    case 'h': options.help = true; return true;
    case 'V': options.version = true; return true;
    case kPrioPrefix: options.prio_prefix = true; return true;
    case kOctetCount: options.octet_count = true; return true;
    case kRfc3164: options.format = LogFormat::kRfc3164; return true;
    case kNoAct: options.no_act = true; return true;
    case kAlsoStdout: options.also_stdout = true; return true;
    case kLocalOnly: options.masker.local_only = true; return true;
    default: return false;
  }
}

}  // namespace

Result<LogOptions> parse_log_options(Arguments arguments) {
  LogOptions options;
  options.tag = login_name();
  // getopt_long wants the program's name in front; its own messages would quote the argument.
  static char name[] = "log";
  std::vector<char*> argv{name};
  argv.insert(argv.end(), arguments.values, arguments.values + arguments.count);
  argv.push_back(nullptr);
  int argc = arguments.count + 1;
  opterr = 0;
  optind = 1;
  bool errors_forced = false;
  for (;;) {
    int code = getopt_long(argc, argv.data(), ":ef:ip:sS:t:u:hV", kLongOptions, nullptr);
    if (code == -1) break;
    if (code == '?') return usage("an option is none of logger's that can be masked (-n, -P, -T and -d are not).");
    if (code == ':') return usage("the last option lacks its value.");
    if (set_switch(code, options)) continue;
    Status set = code == kSocketErrors ? set_socket_errors(optarg, errors_forced, options) : set_value(code, optarg, options);
    if (!set.ok()) return set.error();
  }
  // Without systemd a missing /dev/log is no error, as with openlog(3).
  if (!errors_forced) options.socket_errors = access("/run/systemd/system", F_OK) == 0;
  if (options.format == LogFormat::kRfc5424 && options.tag.size() > 48) return usage("-t is longer than 48 bytes (RFC 5424).");
  options.has_words = optind < argc;
  options.words.assign(argv.begin() + optind, argv.begin() + argc);
  return options;
}

}  // namespace redactd::shim
