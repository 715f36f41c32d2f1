// The module's clock and timers on the steady clock and one io_context.
// Owned by the composition; must outlive the module and be destroyed before the io_context. Used only from the thread
// that runs the io_context (or before it runs).
#pragma once

#include <memory>

#include "protocol/ports/scheduler.h"

namespace boost::asio {
class io_context;
}

namespace air780 {

class AsioScheduler : public Scheduler {
 public:
  // Time 0 is the moment of construction.
  explicit AsioScheduler(boost::asio::io_context& context);
  // Actions that have not run never will.
  ~AsioScheduler() override;
  AsioScheduler(const AsioScheduler&) = delete;
  AsioScheduler& operator=(const AsioScheduler&) = delete;

  Duration now() const override;
  UtcTime utc() const override;
  // A negative delay counts as 0. The queue costs one timer of the system however many actions wait.
  TimerId call_after(Duration delay, std::function<void()> action) override;
  void cancel(TimerId id) override;

 private:
  class Queue;
  std::shared_ptr<Queue> queue_;
};

}  // namespace air780
