// From a name that the walk listed to a file that may be read.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string_view>

#include "client/files/context.h"
#include "client/files/found.h"

namespace redactd::files {

class Bench;

struct Opened {
  link::Fd fd;
  struct stat facts {};
  uint64_t from = 0;  // bytes before it were read in an earlier round

  uint64_t size() const { return static_cast<uint64_t>(facts.st_size); }
  // What format_of() asks for; in the bench's scratch.
  std::string_view first_bytes(Bench& bench) const;
  // The file, or what was put in its place by now, is done with: it is no plain text that might be appended to.
  void close_for_later_rounds(const Found& found, Context& context) const;
};

// Opens without following a link, without waiting and, where permitted, without moving the time of access. Nothing: there is
// nothing to be read, and the tally knows why.
std::optional<Opened> open_found(const Found& found, Context& context);

}  // namespace redactd::files
