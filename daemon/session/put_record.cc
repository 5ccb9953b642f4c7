#include "daemon/session/put_record.h"

#include <array>
#include <charconv>

namespace redactd::daemon {
namespace {

constexpr std::array<const char*, 4> kStreams = {"history", "log", "syslog", "journal"};

template <typename T>
std::optional<T> number(const std::string& text) {
  T value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

const std::string* find(const wire::RequestHeader& header, const char* key) {
  const auto found = header.keys.find(key);
  return found == header.keys.end() || found->second.empty() ? nullptr : &found->second;
}

// A string constant, since a record keeps none of the client's bytes but masked ones.
const char* stream_named(const std::string* name) {
  if (name == nullptr) return "log";
  for (const char* stream : kStreams) {
    if (*name == stream) return stream;
  }
  return nullptr;
}

Error invalid(const char* what) { return Error{"wire.key_invalid", what, "See docs/protocol.md for the keys of put."}; }

}  // namespace

Status check_put_keys(const wire::RequestHeader& header) {
  if (stream_named(find(header, "stream")) == nullptr) return invalid("stream= is none of history, log, syslog, journal.");
  if (const auto* text = find(header, "priority")) {
    const auto priority = number<int>(*text);
    if (!priority || *priority < 0 || *priority > 191) return invalid("priority= is no number from 0 to 191.");
  }
  if (const auto* text = find(header, "exit"); text != nullptr && !number<int64_t>(*text)) return invalid("exit= is no number.");
  return {};
}

Record put_record(const wire::RequestHeader& header, MaskedText text, const Peer& peer, const WallClock& clock,
                  LineMasker& masker, MaskReport& report) {
  const MaskOptions options = masker.options_for(peer.uid);
  const auto masked = [&](const char* key) {
    const std::string* value = find(header, key);
    return value == nullptr ? MaskedText() : masker.mask(*value, options, report);
  };
  Record record;
  record.time_us = clock.now_us();
  record.stream = stream_named(find(header, "stream"));
  if (const auto* priority = find(header, "priority")) record.priority = number<int>(*priority);
  if (const auto* status = find(header, "exit")) record.exit_status = number<int64_t>(*status);
  record.timestamp = masked("timestamp");
  record.host = masked("host");
  record.tag = masked("tag");
  record.pid = masked("pid");
  record.msgid = masked("msgid");
  record.sd = masked("sd");
  record.shell = masked("shell");
  record.cwd = masked("cwd");
  record.session = masked("session");
  record.peer = peer;
  record.text = std::move(text);
  record.findings = report.findings;
  record.generation = masker.snapshot().generation();
  return record;
}

Record syslog_record(std::string_view datagram, const Peer& peer, const WallClock& clock, LineMasker& masker) {
  const MaskOptions options = masker.options_for(peer.uid);
  MaskReport report;
  const wire::SyslogRecord parsed = wire::parse_syslog(datagram);
  Record record;
  record.time_us = clock.now_us();
  record.stream = "syslog";
  record.format = wire::name_of(parsed.format);
  record.priority = parsed.priority;
  record.timestamp = masker.mask(parsed.timestamp, options, report);
  record.host = masker.mask(parsed.host, options, report);
  record.tag = masker.mask(parsed.tag, options, report);
  record.pid = masker.mask(parsed.pid, options, report);
  record.msgid = masker.mask(parsed.msgid, options, report);
  record.sd = masker.mask_sd(parsed.sd, options, report);
  record.text = masker.mask(parsed.text, options, report);
  record.peer = peer;
  record.findings = report.findings;
  record.generation = masker.snapshot().generation();
  return record;
}

}  // namespace redactd::daemon
