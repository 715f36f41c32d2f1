// An answer that waits for an event: what a test in another container asks for. Owned by the connection that asked; one
// thread.
#pragma once

#include <optional>

#include "sim/control/control_message.h"
#include "sim/control/event_condition.h"
#include "sim/control/event_log.h"
#include "sim/control/routes.h"

namespace air780 {

class WaitForEvent final : public PendingAnswer, private EventFollower {
 public:
  // Answers 200 with the first event from now on that matches, or 408 after `timeout`.
  WaitForEvent(const ControlledModule& controlled, EventCondition condition, Duration timeout);
  ~WaitForEvent() override;

 private:
  void event_kept(const KeptEvent& kept) override;
  void finish(ControlResponse response);

  EventLog& events_;
  const EventCondition condition_;
  std::optional<ControlResponse> found_;
  Timer timer_;
};

}  // namespace air780
