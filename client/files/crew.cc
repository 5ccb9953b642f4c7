#include "client/files/crew.h"

#include <algorithm>
#include <cerrno>
#include <new>

#include "client/files/open_found.h"
#include "client/files/formats/git.h"
#include "client/files/formats/replacement.h"
#include "client/files/formats/rewrite.h"

namespace redactd::files {

Crew::Crew(unsigned threads, Context& context) : context_(context) {
  for (unsigned i = 0; i < std::max(threads, 1U); ++i) threads_.emplace_back([this] { run(); });
}

Crew::~Crew() {
  {
    std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool Crew::put(Found& found) {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, kPatience, [this] { return waiting_.size() < kMaxWaiting; })) return false;
  waiting_.push_back(std::move(found));
  lock.unlock();
  changed_.notify_all();
  return true;
}

bool Crew::wait_idle() {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, kPatience, [this] { return waiting_.empty() && shared_.empty() && busy_ == 0; });
}

void Crew::run() {
  Bench bench(context_.target);
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return ending_ || !waiting_.empty() || !shared_.empty(); });
    if (ending_ && waiting_.empty() && shared_.empty()) return;
    ++busy_;
    if (!shared_.empty()) {
      std::shared_ptr<PlainFile> file = shared_.back();
      lock.unlock();
      work_on(file, bench);
    } else {
      Found found = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      changed_.notify_all();
      open_next(std::move(found), bench);
    }
    lock.lock();
    --busy_;
    changed_.notify_all();
  }
}

void Crew::open_next(Found found, Bench& bench) {
  if (found.is_repository) {
    context_.tally.add(found, handle_repository(found.path(), context_.target, context_.options), context_.options.action);
    ++context_.files_done;
    return;
  }
  if (context_.options.action == Action::kMask && is_rewrite_leftover(found.name)) {
    // In the first round it may be another thread's work; what still stands there later is a killed run's.
    if (context_.round > 0) remove_rewrite_leftover(found.path());
    ++context_.files_done;
    return;
  }
  auto opened = open_found(found, context_);
  if (!opened) {
    ++context_.files_done;
    return;
  }
  Format format = format_of(opened->first_bytes(bench), found.path());
  bool rewrite = context_.options.rewrite && context_.options.action != Action::kList;
  if (format != Format::kPlain || rewrite) {
    OpenFile file{opened->fd.get(), found.path(), opened->size(), opened->facts.st_nlink};
    FileResult result = format != Format::kPlain ? handle(format, file, context_.target, context_.options)
                                                 : rewrite_plain(file, context_.target, context_.options);
    opened->close_for_later_rounds(found, context_);
    context_.tally.add(found, std::move(result), context_.options.action);
    context_.bytes_done += opened->size();
    ++context_.files_done;
    return;
  }
  auto file = std::make_shared<PlainFile>(std::move(found), std::move(opened->fd), opened->facts, opened->from, context_);
  if (opened->size() - opened->from > PlainFile::kRangeBytes) {
    std::lock_guard lock(mutex_);
    shared_.push_back(file);
  }
  changed_.notify_all();
  work_on(file, bench);
}

void Crew::work_on(const std::shared_ptr<PlainFile>& file, Bench& bench) {
  while (auto range = file->next_range()) file->work(*range, bench);
  std::lock_guard lock(mutex_);
  std::erase(shared_, file);
}

}  // namespace redactd::files
