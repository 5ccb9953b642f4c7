// Changes a user's file so that at each moment the old or the new text stands there, whole.
#pragma once

#include <string>

#include "core/base/result.h"

namespace redactd::ctl {

struct UserFile {
  std::string path;   // as asked for
  std::string real;   // behind symbolic links: what is changed
  std::string text;
  bool exists = false;
};

// The file, or an empty one that is not there yet. Errors: setup.file_unreadable (no regular file, no permission, above 4 MiB).
Result<UserFile> open_user_file(const std::string& path);

// PATH.before-redactd: the file as it was before the first change, with its mode and owner.
std::string backup_path(const UserFile& file);

// Writes `text` beside the file and renames it into place; mode and owner stay. Missing folders are made. With `keep_backup`,
// and unless there is one, the old text is kept first. Errors: setup.file_unwritable; the file is then as it was.
Status rewrite(const UserFile& file, const std::string& text, bool keep_backup);

// Takes the file away (it was ours alone), or its backup. Errors: setup.file_unwritable.
Status remove_file(const std::string& path);

}  // namespace redactd::ctl
