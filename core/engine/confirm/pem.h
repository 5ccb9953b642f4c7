// The body of a PEM block that holds a private key (RFC 7468), line by line, so that a stream gives what a whole text gives.
#pragma once

#include <optional>
#include <string_view>

#include "core/engine/confirm/candidate.h"

namespace redactd {

// What is known of an unfinished block.
struct PemState {
  bool open = false;
  bool short_line = false;   // a line shorter than the first was seen: only the END line may follow
  size_t first_length = 0;   // characters of the first body line
  size_t lines = 0;
};

// End of the header "-----BEGIN ... PRIVATE KEY...-----" that starts at `hit.begin`, or nullopt if it is none.
std::optional<size_t> pem_header_end(const Line& line, Span hit);

// The body if header, body and (perhaps) END stand on one line, separated by blanks, "\n" in letters or "#012".
std::optional<Span> pem_body_on_line(const Line& line, size_t header_end);

// True if nothing but blanks and escape sequences follows the header: the body comes on the next lines.
bool pem_header_ends_line(const Line& line, size_t header_end);

// The next line of an open block: the bytes of the key on it, nullopt for a blank or header line or the end. Closes the
// state at the END line and at a line that cannot belong to the block.
std::optional<Span> pem_next_line(PemState& state, const Line& line);

}  // namespace redactd
