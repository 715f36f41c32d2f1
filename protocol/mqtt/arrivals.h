// What the network brings, held back for as long as a slower network would have taken and then dealt with in the order
// in which it came: what is not held back itself waits behind what is.
// Owned by the MQTT session; one thread.
#pragma once

#include <deque>
#include <functional>

#include "protocol/ports/scheduler.h"

namespace air780 {

class Arrivals {
 public:
  explicit Arrivals(Scheduler& scheduler) : scheduler_(scheduler), next_(scheduler) {}

  // Nothing waits: what is not held back may be dealt with at once.
  bool empty() const { return waiting_.empty(); }
  // To be dealt with so much later, never from inside this call. `deal` may clear().
  void hold(Duration delay, std::function<void()> deal);
  // Whatever waits will not be dealt with.
  void clear();

 private:
  struct Waiting {
    Duration due;
    std::function<void()> deal;
  };
  void wait();
  void deal_with_next();

  Scheduler& scheduler_;
  std::deque<Waiting> waiting_;
  Timer next_;
};

}  // namespace air780
