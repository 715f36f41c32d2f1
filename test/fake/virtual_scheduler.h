// A clock that stands still until it is told to go on. One thread.
#pragma once

#include <map>
#include <utility>

#include "protocol/ports/scheduler.h"

namespace air780::fake {

class VirtualScheduler final : public Scheduler {
 public:
  Duration now() const override { return now_; }
  UtcTime utc() const override { return start_ + std::chrono::duration_cast<std::chrono::seconds>(now_); }

  TimerId call_after(Duration delay, std::function<void()> action) override {
    const TimerId id = next_id_++;
    actions_.emplace(std::pair(now_ + delay, id), std::move(action));
    return id;
  }

  void cancel(TimerId id) override {
    std::erase_if(actions_, [id](const auto& entry) { return entry.first.second == id; });
  }

  // Lets time pass; what falls due runs at its own instant, in order.
  void advance(Duration by) {
    const Duration until = now_ + by;
    while (!actions_.empty() && actions_.begin()->first.first <= until) run_next();
    now_ = until;
  }

  // Goes to the next deadline, at most `at_most` away, and runs it; false when there is none.
  bool step(Duration at_most) {
    if (actions_.empty() || actions_.begin()->first.first > now_ + at_most) return false;
    run_next();
    return true;
  }

 private:
  void run_next() {
    auto node = actions_.extract(actions_.begin());
    now_ = std::max(now_, node.key().first);
    node.mapped()();
  }

  Duration now_{};
  TimerId next_id_ = 1;
  std::map<std::pair<Duration, TimerId>, std::function<void()>> actions_;
  // 2026-11-23 08:00:00 UTC.
  const UtcTime start_{std::chrono::seconds(1'795'420'800)};
};

}  // namespace air780::fake
