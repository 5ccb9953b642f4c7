#include "client/shim/log_writer.h"

#include <sys/time.h>
#include <sys/timex.h>
#include <unistd.h>

#include <array>

#include "client/link/io.h"
#include "client/shim/log_record.h"

namespace redactd::shim {
namespace {

RecordTime now() {
  RecordTime time;
  timeval wall{};
  gettimeofday(&wall, nullptr);
  localtime_r(&wall.tv_sec, &time.local);
  time.microseconds = wall.tv_usec;
  ntptimeval ntp{};
  time.synced = ntp_gettime(&ntp) == TIME_OK;
  time.accuracy_us = ntp.maxerror;
  return time;
}

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string("localhost");
}

}  // namespace

LogWriter::LogWriter(const LogOptions& options) : options_(options), socket_(options.socket), host_(host_name()) {}

Status LogWriter::open() {
  if (options_.no_act) return {};
  Status opened = socket_.open();
  return options_.socket_errors ? opened : Status();
}

Status LogWriter::emit(const std::string& header, std::string_view text) {
  if (!options_.no_act) {
    // As with openlog(3) a missing syslog is nobody's failure; that is what --socket-errors is for.
    Status sent = socket_.send(header, text, options_.octet_count);
    if (!sent.ok() && options_.socket_errors) return sent;
  }
  if (!options_.to_stderr) return {};
  std::string shown = record(header, text, options_.octet_count);
  if (text.empty() || text.back() != '\n') shown += '\n';
  return link::write_all(STDERR_FILENO, shown);
}

Status LogWriter::write(std::string_view masked, int priority) {
  std::string header = record_header(options_, priority, now(), host_);
  size_t cut = options_.cut_bytes == 0 ? masked.size() : options_.cut_bytes;
  std::string_view rest = masked;
  do {
    if (Status sent = emit(header, rest.substr(0, cut)); !sent.ok()) return sent;
    rest.remove_prefix(std::min(cut, rest.size()));
  } while (!rest.empty());
  if (!options_.also_stdout) return {};
  return link::write_all(STDOUT_FILENO, std::string(masked) + '\n');
}

Status LogWriter::write_line(std::string_view masked) {
  int priority = options_.priority;
  if (options_.prio_prefix) priority = take_priority_prefix(masked, priority);
  if (masked.empty() && options_.skip_empty) return {};
  return write(masked, priority);
}

Status LogWriter::feed(std::string_view masked) {
  for (size_t newline; (newline = masked.find('\n')) != std::string_view::npos;) {
    Status written;
    if (line_.empty()) {
      written = write_line(masked.substr(0, newline));
    } else {
      line_.append(masked.substr(0, newline));
      written = write_line(line_);
      line_.clear();
    }
    if (!written.ok()) return written;
    masked.remove_prefix(newline + 1);
  }
  line_.append(masked);
  return {};
}

Status LogWriter::finish() {
  if (line_.empty()) return {};
  std::string last;
  last.swap(line_);
  return write_line(last);
}

}  // namespace redactd::shim
