// A compressed file written again with everything in it masked.
#pragma once

#include "client/files/formats/scan.h"
#include "client/files/formats/tar_headers.h"

namespace redactd::files {

// Reads the decoded stream along and knows where masks may be put.
class TarFilter {
 public:
  // Each piece once, in order, before it is masked.
  void look_at(const Piece& piece);
  // For matches of the piece that was looked at last.
  bool permits(const drill::Match& match) const { return !is_tar_ || !headers_.touches(match); }

 private:
  TarHeaders headers_;
  bool is_tar_ = false;
};

// Masks into a new file, decodes it again and compares, puts it in place. `masked`: matches that were overwritten.
// Faults leave the old file as it was.
std::optional<Fault> recompress(Format format, const OpenFile& file, const drill::Target& target, const SweepOptions& options,
                                uint64_t& masked);

}  // namespace redactd::files
