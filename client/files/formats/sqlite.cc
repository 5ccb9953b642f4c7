#include "client/files/formats/sqlite.h"

namespace redactd::files {

FileResult handle_sqlite(const OpenFile&, const drill::Target&, const SweepOptions&) { return {}; }

}  // namespace redactd::files
