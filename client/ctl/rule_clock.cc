#include "client/ctl/rule_clock.h"

#include <algorithm>
#include <ctime>

#include "core/engine/snapshot_impl.h"

namespace redactd::ctl {

namespace {

uint64_t read_clock(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000'000'000u + static_cast<uint64_t>(now.tv_nsec);
}

}  // namespace

uint64_t monotonic_ns() { return read_clock(CLOCK_MONOTONIC); }
uint64_t processor_ns() { return read_clock(CLOCK_THREAD_CPUTIME_ID); }

size_t RuleClock::index(uint32_t rule) const { return rule == Snapshot::Impl::kArgvRules ? costs_.size() - 1 : rule; }

void RuleClock::enter(uint32_t) { started_ = monotonic_ns(); }

void RuleClock::leave(uint32_t rule, size_t searches, size_t findings) {
  const uint64_t now = monotonic_ns();
  RuleCost& cost = costs_[index(rule)];
  cost.ns += now - started_;
  ++cost.hits;
  cost.searches += searches;
  cost.matches += findings;
}

std::vector<RuleCost> RuleClock::take() {
  const uint64_t overhead = measured_overhead_ns();
  std::vector<RuleCost> costs(costs_.size());
  costs.swap(costs_);
  for (RuleCost& cost : costs) cost.ns -= std::min(cost.ns, cost.hits * overhead);
  return costs;
}

uint64_t RuleClock::measured_overhead_ns() {
  constexpr int kRounds = 2000;
  RuleClock empty(0);
  for (int i = 0; i < kRounds; ++i) {
    empty.enter(Snapshot::Impl::kArgvRules);
    empty.leave(Snapshot::Impl::kArgvRules, 0, 0);
  }
  return empty.costs_[0].ns / kRounds;
}

}  // namespace redactd::ctl
