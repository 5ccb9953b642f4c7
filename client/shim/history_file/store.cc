#include "client/shim/history_file/store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "client/link/append.h"
#include "client/link/io.h"
#include "client/link/read_file.h"
#include "client/shim/history_file/entries.h"
#include "core/base/bytes.h"

namespace redactd::shim {
namespace {

constexpr size_t kMaxHistoryBytes = 64 * 1024 * 1024;
constexpr const char* kNotes = "notes";     // the program and the real file, a line each
constexpr const char* kBefore = "before";   // the real file's text when the program started
constexpr const char* kHistory = "history";

bool has_header(const std::string& text) { return text.starts_with(kLibeditHeader); }

// The newest entries stand on top: the file is replaced by one that begins with them. A lock beside it, because the file itself
// is replaced; it holds nothing and stays.
Status put_in_front(const std::string& path, const std::string& added) {
  const auto failed = [] {
    return Error{"history.append_failed", std::string("The history file could not be changed: ") + strerror(errno) + ".", ""};
  };
  const link::Fd lock(open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!lock || flock(lock.get(), LOCK_EX) != 0) return failed();
  struct stat st {};
  const mode_t mode = stat(path.c_str(), &st) == 0 ? st.st_mode & 0777 : 0600;
  auto old = link::read_file(path, kMaxHistoryBytes);
  const std::string fresh = path + ".redactd-" + std::to_string(getpid());
  const link::Fd out(open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!out) return failed();
  const bool written = link::write_all(out.get(), added + (old.ok() ? *old : std::string())).ok() && fchmod(out.get(), mode) == 0 && fsync(out.get()) == 0;
  if (written && rename(fresh.c_str(), path.c_str()) == 0) return {};
  const Error error = failed();
  unlink(fresh.c_str());
  return error;
}

}  // namespace

std::string history_in(const MemoryDir& dir) { return dir.path(kHistory); }

Status load_history(const MemoryDir& dir, const HistoryProgram& program, const std::string& real_file) {
  auto text = link::read_file(real_file, kMaxHistoryBytes);
  const bool absent = !text.ok() && access(real_file.c_str(), F_OK) != 0;
  if (!text.ok() && !absent) return text.error();
  const std::string before = absent ? std::string() : *text;
  if (Status done = dir.write(kHistory, before); !done) return done;
  if (Status done = dir.write(kBefore, before); !done) return done;
  return dir.write(kNotes, std::string(program.name) + "\n" + real_file + "\n");
}

Status store_history(const MemoryDir& dir, link::Masker& masker) {
  auto notes = link::read_file(dir.path(kNotes), 64 * 1024);
  auto before = link::read_file(dir.path(kBefore), kMaxHistoryBytes);
  auto after = link::read_file(history_in(dir), kMaxHistoryBytes);
  if (!notes.ok() || !before.ok() || !after.ok()) return {};
  const size_t newline = notes->find('\n');
  const HistoryProgram* program = find_history_program(notes->substr(0, newline));
  if (program == nullptr || newline == std::string::npos) return {};
  const std::string real_file = notes->substr(newline + 1, notes->size() - newline - 2);

  const bool libedit = has_header(*after);
  std::string added;
  for (std::string& line : added_lines(history_lines(*before), history_lines(*after), program->form)) {
    added += masked_line(line, program->form, libedit, [&](const std::string& text) {
               return masker.mask(text, {{"stream", "history"}, {"shell", std::string(program->name)}}).text;
             }) + "\n";
    wipe(line);
  }
  wipe(*after);
  if (added.empty()) return {};
  if (program->form == HistoryForm::kNewestFirst) return put_in_front(real_file, added);
  if (libedit && access(real_file.c_str(), F_OK) != 0) added.insert(0, std::string(kLibeditHeader) + "\n");
  added.pop_back();
  return link::append_record(real_file, added + "\n");
}

}  // namespace redactd::shim
