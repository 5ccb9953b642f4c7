// .gz, .zst and .xz: looked into as a stream, written again where something in them is to be masked. No raw byte leaves memory.
#pragma once

#include "client/files/handler.h"

namespace redactd::files {

// `format`: kGzip, kZstd or kXz. A tar inside is masked too, but for matches in its headers. Throws std::bad_alloc.
FileResult handle_compressed(Format format, const OpenFile& file, const drill::Target& target, const SweepOptions& options);

}  // namespace redactd::files
