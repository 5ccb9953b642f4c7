// Syslog datagrams: every one becomes a record whose fields are pieces of it; structured data comes apart and together again.
#include "core/wire/syslog.h"

#include "tests/fuzz/support.h"

namespace {

using namespace redactd;

bool inside(std::string_view part, std::string_view whole) {
  return part.empty() || (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

std::string joined(const std::vector<wire::SdPiece>& pieces) {
  std::string out;
  for (const wire::SdPiece& piece : pieces) out += piece.is_value ? wire::escape_sd_value(piece.text) : piece.text;
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view datagram = fuzz::as_text(data, size);
  const wire::SyslogRecord record = wire::parse_syslog(datagram);
  fuzz::require(record.priority >= 0 && record.priority <= 191, "a priority is one of the 192");
  for (const std::string_view field :
       {record.timestamp, record.host, record.tag, record.pid, record.msgid, record.sd, record.text}) {
    fuzz::require(inside(field, datagram), "a field is a piece of the datagram");
  }
  if (record.format == wire::SyslogFormat::kNone) {
    const size_t dropped = datagram.size() - record.text.size();
    fuzz::require(dropped <= 1, "what does not parse is kept whole");
  }

  // Escaping may be normalised once; from then on it is stable.
  const std::string once = joined(wire::split_sd(record.sd));
  fuzz::require(joined(wire::split_sd(once)) == once, "structured data survives coming apart");
  for (const wire::SdPiece& piece : wire::split_sd(datagram)) {
    fuzz::require(wire::escape_sd_value(piece.text).size() >= piece.text.size(), "escaping loses nothing");
  }
  return 0;
}
