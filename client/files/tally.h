// The report while it grows. Every path and sentence in it goes through the search first: a path may itself hold the value.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "client/files/found.h"
#include "client/files/handler.h"

namespace redactd::files {

// Thread-safe.
class Tally {
 public:
  explicit Tally(const drill::Target& target);

  // `result` is of that file; its paths are put into the words of the caller (Found::shown).
  void add(const Found& file, FileResult result, Action action);
  void skipped(const std::string& shown, const char* reason);
  // `error`: errno's number.
  void unread(const std::string& shown, int error);
  SweepReport take();

 private:
  std::string masked(std::string text);
  void say_unread(const std::string& shown, const std::string& sentence);

  const drill::Target& target_;
  std::mutex mutex_;
  std::unique_ptr<drill::Searcher> searcher_;
  SweepReport report_;
  std::set<std::string> unread_, left_;     // each is said once, whatever the rounds find
  std::map<std::string, size_t> changed_;   // where in report_.changed
};

}  // namespace redactd::files
