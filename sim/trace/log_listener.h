// Tells the log what a person at the console wants to know of the module: losses, refusals, what was wrong with an
// argument, power. Listens to one EventStream; used from the thread that runs the module.
#pragma once

#include "protocol/event.h"
#include "sim/log.h"

namespace air780 {

class LogListener final : public EventListener {
 public:
  explicit LogListener(Log& log) : log_(log) {}
  void on_event(const Event& event) override;

 private:
  Log& log_;
};

}  // namespace air780
