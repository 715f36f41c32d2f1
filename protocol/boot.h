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
  // `duration`: power-on to the last line.
  Boot(Scheduler& scheduler, Outbox& outbox, const EventStream& events, Duration duration);

  // Called when RDY has been said, with the time that is left until the network is found.
  std::function<void(Duration)> listening;

  PowerStep step() const { return step_; }
  bool sim_ready() const { return sim_ready_; }

  void begin();
  void power_off();

 private:
  void set_step(PowerStep step);
  void ready();

  Outbox& outbox_;
  const EventStream& events_;
  const Duration duration_;
  PowerStep step_ = PowerStep::off;
  bool sim_ready_ = false;
  Timer next_;
  Timer sim_;
};

}  // namespace air780
