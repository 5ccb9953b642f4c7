#include "client/files/formats/archive.h"

#include "client/files/formats/scan.h"
#include "client/files/obstacle.h"

namespace redactd::files {

FileResult handle_tar(const OpenFile& file, const drill::Target& target, const SweepOptions& options) {
  FileResult result;
  auto fault = count_raw(file.fd, file, target, options, result);
  uint64_t found = result.matches + result.partials;
  if (fault) {
    note(*fault, found, result);
  } else if (found > 0) {
    result.left = Left{file.path, found, "archive",
                       "unpack " + quoted(file.path) + ", scrub the directory, pack it again, delete the old archive"};
  }
  return result;
}

FileResult handle_encrypted(const OpenFile& file, const drill::Target&, const SweepOptions&) {
  FileResult result;
  result.left = Left{file.path, 0, "archive",
                     "it is encrypted and was not looked into: decrypt " + quoted(file.path) +
                         " into memory (a directory of tmpfs), scrub it there, encrypt it again"};
  return result;
}

}  // namespace redactd::files
