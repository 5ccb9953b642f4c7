// Arguments that the kernel's audit system writes as hexadecimal digits, because they hold a blank, a quote or a control byte.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redactd::argv {

// A record with its arguments decoded: a2=2D7058 becomes a2="-pX", proctitle=6C73002D6C becomes a command line of its own.
struct DecodedRecord {
  struct Region {
    size_t begin, end;            // of the decoded text
    size_t raw_begin, raw_end;    // of the record: the digits
  };
  std::string text;
  std::vector<Region> regions;    // in order

  // Where bytes [begin, end) of `text` stand in the record; inside a decoded argument that is all of its digits.
  std::pair<size_t, size_t> raw(size_t begin, size_t end) const;
};

// nullopt: no record with such arguments. Linear.
std::optional<DecodedRecord> decode_audit(std::string_view record);

// True if the text is an audit record with arguments (auditd's format, or ausearch's).
bool is_audit_record(std::string_view text);

}  // namespace redactd::argv
