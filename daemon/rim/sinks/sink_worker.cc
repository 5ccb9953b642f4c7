#include "daemon/rim/sinks/sink_worker.h"

#include <algorithm>

namespace redactd::daemon {

SinkWriter::Worker::Worker(std::vector<std::unique_ptr<SinkFile>> files, uint64_t sync_ms, std::function<void()> written)
    : files_(std::move(files)), sync_after_(sync_ms), written_(std::move(written)) {
  for (const auto& file : files_) {
    next_seq_ = std::max(next_seq_, file->greatest_seq() + 1);
    status_.push_back({"file", file->options().shown_path, file->options().jsonl ? "jsonl" : "text", file->length(), 0, file->greatest_seq(), {}});
  }
  thread_ = std::thread([this] { run(); });
}

SinkWriter::Worker::~Worker() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void SinkWriter::Worker::give(Group group) {
  {
    const std::lock_guard lock(mutex_);
    given_ = std::move(group);
  }
  changed_.notify_one();
}

std::optional<SinkWriter::Group> SinkWriter::Worker::take_written() {
  const std::lock_guard lock(mutex_);
  return std::exchange(done_, std::nullopt);
}

std::vector<SinkStatus> SinkWriter::Worker::status() const {
  const std::lock_guard lock(mutex_);
  return status_;
}

void SinkWriter::Worker::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    const auto wanted = [this] { return given_ || stopping_; };
    if (sync_due_) {
      changed_.wait_until(lock, *sync_due_, wanted);
    } else {
      changed_.wait(lock, wanted);
    }
    std::optional<Group> group = std::exchange(given_, std::nullopt);
    if (!group && stopping_) break;
    lock.unlock();
    if (group) write(*group);
    if (sync_due_ && std::chrono::steady_clock::now() >= *sync_due_) sync_late_ones();
    lock.lock();
    if (group) {
      done_ = std::move(group);
      written_();
    }
  }
  lock.unlock();
  if (sync_due_) sync_late_ones();
}

void SinkWriter::Worker::write(Group& group) {
  const bool sync = std::any_of(group.entries.begin(), group.entries.end(), [](const Entry& entry) { return !entry.later; });
  group.first_seq = next_seq_;
  std::string code;
  for (const auto& file : files_) {
    if (Status written = write_file(*file, group, sync); !written) {
      group.error = written.error();
      code = written.error().code;
      break;
    }
  }
  // Nothing of a group without space is in a file, so its numbers are free; after any other failure they may be.
  if (!group.error || group.error->code != "sink.no_space" || files_.size() > 1) next_seq_ += group.entries.size();
  if (sync && !group.error) sync_due_ = std::nullopt;
  if (!sync && !group.error && !sync_due_) sync_due_ = std::chrono::steady_clock::now() + sync_after_;
  note_status(code);
}

Status SinkWriter::Worker::write_file(SinkFile& file, const Group& group, bool sync) {
  std::string lines;
  uint64_t seq = group.first_seq;
  for (const Entry& entry : group.entries) {
    if (file.options().jsonl) {
      lines += "{\"seq\":" + std::to_string(seq) + ",";
      lines += entry.json_tail;
    } else {
      lines += entry.text_line;
    }
    lines += '\n';
    ++seq;
  }
  return file.write(lines, sync, seq - 1);
}

void SinkWriter::Worker::sync_late_ones() {
  sync_due_ = std::nullopt;
  std::string code;
  for (const auto& file : files_) {
    if (Status synced = file->sync(); !synced) code = synced.error().code;
  }
  if (!code.empty()) note_status(code);
}

void SinkWriter::Worker::note_status(const std::string& error_code) {
  const std::lock_guard lock(mutex_);
  for (size_t i = 0; i < files_.size(); ++i) {
    status_[i].bytes = files_[i]->length();
    status_[i].last_seq = next_seq_ - 1;
    status_[i].last_error = error_code;
  }
}

}  // namespace redactd::daemon
