// The clock and the timers as the module sees them. The program implements this port on the steady clock, tests on a
// virtual one; nothing in protocol/ knows the time by any other way.
// Owned by the composition; must outlive the module. Used from the module's one thread only.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <utility>

namespace air780 {

using Duration = std::chrono::nanoseconds;
using UtcTime = std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>;

class Scheduler {
 public:
  using TimerId = std::uint64_t;

  virtual ~Scheduler() = default;

  // Time since the emulator began; never goes back.
  virtual Duration now() const = 0;

  // The wall clock in UTC, from which the module's own clock is set.
  virtual UtcTime utc() const = 0;

  // Runs `action` once, `delay` from now (0: as soon as the caller has returned), never from inside this call.
  // Actions due at the same instant run in the order in which they were asked for.
  virtual TimerId call_after(Duration delay, std::function<void()> action) = 0;

  // Forgets an action that has not run; any other id is ignored.
  virtual void cancel(TimerId id) = 0;
};

// One deadline that can be set, set again and dropped; dropping the object drops the deadline.
class Timer {
 public:
  explicit Timer(Scheduler& scheduler) : scheduler_(scheduler) {}
  ~Timer() { stop(); }
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  void start(Duration delay, std::function<void()> action) {
    stop();
    running_ = true;
    id_ = scheduler_.call_after(delay, [this, action = std::move(action)] {
      running_ = false;
      // The action may destroy this timer, so nothing of it is touched afterwards.
      const auto run = action;
      run();
    });
  }
  void stop() {
    if (running_) scheduler_.cancel(id_);
    running_ = false;
  }
  bool running() const { return running_; }

 private:
  Scheduler& scheduler_;
  Scheduler::TimerId id_ = 0;
  bool running_ = false;
};

}  // namespace air780
