// Where the headers of a tar stream are, so that no mask is put into one: its checksum would no longer fit. Sans-I/O.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "core/drill/match.h"

namespace redactd::files {

// A ustar, GNU or pax header at the beginning of these bytes (at least 512).
bool begins_tar(std::string_view bytes);

class TarHeaders {
 public:
  // The next bytes of the stream, from its beginning. What follows something that is no header is taken for content.
  void feed(std::string_view bytes);

  // Lies a byte of the match in a header that was fed? Headers include pax records and long names.
  bool touches(const drill::Match& match) const;
  // No match that is asked about later begins before this offset.
  void forget_before(uint64_t offset);

 private:
  void end_of_header();

  struct Range {
    uint64_t begin, end;
  };
  uint64_t at_ = 0;            // stream offset of the next byte
  uint64_t skip_until_ = 0;    // content of the member at hand
  std::string header_;         // so far
  bool is_tar_ = true;
  std::deque<Range> ranges_;   // those that a later match may still touch
};

}  // namespace redactd::files
