// Power and the boot sequence: which lines the module prints after power-on, when it begins to listen and when its SIM
// answers (at-reference §5.1; captures C3, C7, C9, C10). Owned by the module; one thread.
#pragma once

#include <functional>

#include "protocol/at/outbox.h"
#include "protocol/event.h"
#include "protocol/ports/scheduler.h"

namespace air780 {

class Boot {
 public:
  // `duration`: power-on to the last line. `ready_twice`: RDY comes a second time, and only then the module listens
  // (C9).
  Boot(Scheduler& scheduler, Outbox& outbox, const EventStream& events, Duration duration, bool ready_twice);

  // Called when the last RDY has been said, with the time that is left until the network is found.
  std::function<void(Duration)> listening;
  // Called when the SIM answers for the first time.
  std::function<void()> sim_answers;

  PowerStep step() const { return step_; }

  void begin();
  void power_off();

 private:
  void set_step(PowerStep step);
  void ready();
  void listen(int now_at);

  Outbox& outbox_;
  const EventStream& events_;
  const Duration duration_;
  const bool ready_twice_;
  PowerStep step_ = PowerStep::off;
  Timer next_;
  Timer sim_;
};

}  // namespace air780
