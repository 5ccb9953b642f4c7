#include "daemon/rim/sinks/sink_writer.h"

#include <algorithm>

#include "core/base/limits.h"
#include "daemon/rim/sinks/record_text.h"
#include "daemon/rim/sinks/sink_worker.h"

namespace redactd::daemon {

SinkWriter::SinkWriter(Loop& loop, std::vector<std::unique_ptr<SinkFile>> files, uint64_t sync_ms)
    : turn_(loop, [this] { hand_over(); }), written_(loop, [this] { group_written(); }) {
  wants_text_ = std::any_of(files.begin(), files.end(), [](const auto& file) { return !file->options().jsonl; });
  worker_ = std::make_unique<Worker>(std::move(files), sync_ms, [this] { written_.wake(); });
}

SinkWriter::~SinkWriter() {
  if (!writing_ && !waiting_.empty()) hand_over();
  worker_.reset();
}

void SinkWriter::store(const Record& record, const StoreTicket& ticket, bool later) {
  Entry entry{ticket, later, record_json_tail(record), wants_text_ ? record_text_line(record) : std::string()};
  waiting_bytes_ += entry.json_tail.size() + entry.text_line.size();
  waiting_.push_back(std::move(entry));
  if (!writing_) turn_.set(true);
}

bool SinkWriter::busy() const { return waiting_bytes_ + writing_bytes_ > kMaxStoreBacklogBytes; }

bool SinkWriter::idle() const { return !writing_ && waiting_.empty(); }

void SinkWriter::hand_over() {
  turn_.set(false);
  if (writing_ || waiting_.empty()) return;
  writing_ = true;
  writing_bytes_ = std::exchange(waiting_bytes_, 0);
  worker_->give(Group{std::exchange(waiting_, {}), 0, std::nullopt});
}

void SinkWriter::group_written() {
  std::optional<Group> group = worker_->take_written();
  if (!group) return;
  writing_ = false;
  writing_bytes_ = 0;
  // The next group goes to the disk before this one's answers are written.
  hand_over();
  uint64_t seq = group->first_seq;
  for (const Entry& entry : group->entries) {
    const Result<uint64_t> result = group->error ? Result<uint64_t>(*group->error) : Result<uint64_t>(seq++);
    if (listener_ != nullptr) listener_->stored(entry.ticket, result, entry.json_tail);
  }
  if (listener_ != nullptr) listener_->group_done();
}

std::vector<SinkStatus> SinkWriter::sinks() const {
  std::vector<SinkStatus> list = worker_->status();
  for (SinkStatus& sink : list) sink.waiting = waiting_.size();
  return list;
}

}  // namespace redactd::daemon
