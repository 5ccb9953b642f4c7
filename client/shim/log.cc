// redact-shim log: logger(1), with the whole line masked before anything is cut or sent.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "client/link/fd.h"
#include "client/link/io.h"
#include "client/link/masker.h"
#include "client/shim/log_journald.h"
#include "client/shim/log_options.h"
#include "client/shim/log_writer.h"
#include "client/shim/make_filter.h"
#include "client/shim/messages.h"
#include "client/shim/run_filter.h"
#include "client/shim/verbs.h"

namespace redactd::shim {
namespace {

constexpr std::string_view kHelp =
    R"(redact-shim log: logger(1) that masks secrets first.

  redact-shim log [-eis] [-f FILE] [-p PRIORITY] [-t TAG] [-S BYTES] [-u SOCKET] [--id[=N]] [--prio-prefix] [--octet-count]
                  [--rfc3164 | --rfc5424[=notime,notq,nohost]] [--msgid ID] [--sd-id ID] [--sd-param NAME="VALUE"]
                  [--socket-errors[=on|off|auto]] [--journald[=FILE]] [--no-act] [--also-stdout] [WORD...]

Each line of stdin (or FILE, or all WORDs together) becomes one record. --also-stdout prints the masked lines too.
Not taken, because nothing masked would leave over a network unseen: -n, -P, -T, -d.
)";

link::Keys keys_of(const LogOptions& options) {
  return {{"stream", "log"}, {"tag", options.tag}, {"priority", std::to_string(options.priority)}};
}

// Inside structured data a ']' that came with a mask has to be escaped (RFC 5424 6.3.3).
std::string escape_masked_param(const std::string& masked) {
  std::string escaped;
  for (char c : masked) {
    if (c == ']' && (escaped.empty() || escaped.back() != '\\')) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

void mask_fields(link::Masker& masker, LogOptions& options) {
  std::string tag = masker.mask(options.tag, {{"stream", "log"}}).text;
  link::Keys keys{{"stream", "log"}};
  options.tag = std::move(tag);
  if (!options.msgid.empty()) options.msgid = masker.mask(options.msgid, keys).text;
  for (SdElement& element : options.sd) {
    for (std::string& param : element.params) {
      std::string masked = masker.mask(param, keys).text;
      if (masked != param) param = escape_masked_param(masked);
    }
  }
}

// Words joined by one blank, as logger does it: nothing stands before the first that is not empty.
std::string join_words(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

Status log_stream(const LogOptions& options, LogWriter& writer) {
  link::Fd file;
  if (!options.file.empty() && options.file != "-") {
    file.reset(open(options.file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (!file) return Error{"log.file_unreadable", std::string("The file of -f cannot be read: ") + strerror(errno) + ".", ""};
  }
  auto filter = make_filter(options.masker, keys_of(options), false, make_engine(options.masker),
                            [&writer](std::string_view masked) { return writer.feed(masked); });
  if (Status status = run_filter(*filter, file ? file.get() : STDIN_FILENO, nullptr); !status.ok()) return status;
  return writer.finish();
}

Status log_all(LogOptions& options) {
  if (options.journald) return log_to_journald(options);
  link::Masker masker(options.masker);
  mask_fields(masker, options);
  LogWriter writer(options);
  if (Status opened = writer.open(); !opened.ok()) return opened;
  if (!options.has_words) return log_stream(options, writer);
  if (!options.file.empty()) complain(Error{"log.words_and_file", "Both -f and words were given; the words are logged.", ""});
  std::string text = join_words(options.words);
  if (text.empty()) return {};
  return writer.write(masker.mask(text, keys_of(options)).text, options.priority);
}

}  // namespace

int run_log(Arguments arguments, const char* called_as) {
  auto options = parse_log_options(arguments);
  if (!options.ok()) {
    complain(options.error());
    return kExitUsage;
  }
  if (options->help || options->version) {
    std::string text = options->help ? std::string(kHelp) : std::string(called_as) + " of redactd " REDACTD_VERSION "\n";
    return link::write_all(STDOUT_FILENO, text).ok() ? 0 : kExitIo;
  }
  Status status = log_all(*options);
  if (status.ok()) return 0;
  complain(status.error());
  return status.error().code == "log.socket_unreachable" ? 1 : kExitIo;
}

}  // namespace redactd::shim
