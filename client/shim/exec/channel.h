// One stream of the command: its descriptor, the filter, and where it leaves.
#pragma once

#include <poll.h>

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "client/link/fd.h"
#include "client/shim/exec/line_store.h"
#include "client/shim/exec/outlet.h"
#include "client/shim/filter.h"

namespace redactd::shim {

class Channel {
 public:
  using MakeFilter = std::function<std::unique_ptr<Filter>(Filter::Sink)>;
  // True: the piece is not for the filter, and leaves as it is.
  using AsItIs = std::function<bool(std::string_view)>;

  // `store`: gets each line as well, as it leaves; or null.
  Channel(link::Fd source, int target, const MakeFilter& make, LineStore* store);
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  void set_as_it_is(AsItIs as_it_is) { as_it_is_ = std::move(as_it_is); }

  // Adds what to poll for; serve() takes as many entries back.
  static constexpr size_t kEntries = 3;
  void watch(std::vector<pollfd>& entries) const;
  void serve(const pollfd* entries);
  std::optional<uint64_t> deadline_ms() const { return filter_->deadline_ms(); }

  // The command's side is still open.
  bool source_open() const { return static_cast<bool>(source_); }
  // There is something to read now, or within `wait_ms`.
  bool readable(int wait_ms) const;
  // All that came has left, or can never.
  bool quiet() const { return outlet_.empty(); }
  bool done() const { return !source_ && quiet() && (filter_->ended() || outlet_.error() != 0); }
  // What is held leaves now (see Filter::settle).
  void settle();
  // The last line, without a newline, is stored too.
  void finish_lines();
  // errno of an output that failed, else 0. The command then finds its end closed.
  int error() const { return outlet_.error(); }

 private:
  void give(std::string_view bytes);
  void read_piece();
  void close_source();

  link::Fd source_;
  Outlet outlet_;
  std::unique_ptr<Filter> filter_;
  std::optional<LineCutter> cutter_;
  AsItIs as_it_is_;
};

}  // namespace redactd::shim
