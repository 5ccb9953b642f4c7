#include "client/shim/log_journald.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "client/link/fd.h"
#include "client/link/io.h"
#include "client/link/masker.h"
#include "client/shim/log_socket.h"
#include "core/base/bytes.h"

namespace redactd::shim {
namespace {

constexpr const char* kJournalSocket = "/run/systemd/journal/socket";
constexpr size_t kMaxEntryBytes = 16 * 1024 * 1024;

bool is_field_name(std::string_view name) {
  if (name.empty() || name.size() > 64 || name[0] == '_' || is_digit(name[0])) return false;
  for (char c : name) {
    if (!is_upper(c) && !is_digit(c) && c != '_') return false;
  }
  return true;
}

Result<std::string> read_entry(const LogOptions& options) {
  if (options.journald->empty() || *options.journald == "-") return link::read_all(STDIN_FILENO, kMaxEntryBytes);
  link::Fd file(open(options.journald->c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (!file) {
    return Error{"log.file_unreadable", std::string("The file of --journald cannot be read: ") + strerror(errno) + ".", ""};
  }
  return link::read_all(file.get(), kMaxEntryBytes);
}

}  // namespace

Result<JournalFields> parse_journal_fields(std::string_view text) {
  JournalFields fields;
  int number = 0;
  while (!text.empty()) {
    ++number;
    size_t newline = text.find('\n');
    std::string_view line = text.substr(0, newline);
    text = newline == std::string_view::npos ? "" : text.substr(newline + 1);
    if (line.empty()) break;  // an empty line ends the entry
    size_t equals = line.find('=');
    if (equals == std::string_view::npos || !is_field_name(line.substr(0, equals))) {
      return Error{"log.journald_invalid", "Line " + std::to_string(number) + " of the entry is not NAME=value.", ""};
    }
    std::string name(line.substr(0, equals));
    std::string value(line.substr(equals + 1));
    if (name == "MESSAGE" && !fields.empty() && fields.back().first == name) {
      fields.back().second += '\n' + value;
    } else {
      fields.emplace_back(std::move(name), std::move(value));
    }
  }
  return fields;
}

std::string journal_datagram(const JournalFields& fields) {
  std::string bytes;
  for (const auto& [name, value] : fields) {
    if (value.find('\n') == std::string::npos) {
      bytes += name + '=' + value + '\n';
      continue;
    }
    bytes += name + '\n';
    for (unsigned shift = 0; shift < 64; shift += 8) bytes += static_cast<char>((value.size() >> shift) & 0xff);
    bytes += value + '\n';
  }
  return bytes;
}

Status log_to_journald(const LogOptions& options) {
  auto text = read_entry(options);
  if (!text.ok()) return text.error();
  auto fields = parse_journal_fields(*text);
  wipe(*text);
  if (!fields.ok()) return fields.error();
  link::Masker masker(options.masker);
  for (auto& [name, value] : *fields) {
    // With its name in front, so that rules that look at the name see it.
    std::string masked = masker.mask(name + '=' + value, {{"stream", "log"}}).text;
    value = masked.substr(masked.find('=') + 1);
  }
  std::string bytes = journal_datagram(*fields);
  if (bytes.empty()) return {};
  if (options.to_stderr) {
    if (Status shown = link::write_all(STDERR_FILENO, bytes); !shown.ok()) return shown;
  }
  if (options.no_act) return {};
  return LogSocket(options.socket == "/dev/log" ? kJournalSocket : options.socket).send({}, bytes, false);
}

}  // namespace redactd::shim
