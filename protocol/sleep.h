// The module's sleep as AT+CSCLK allows it (manual chapter 4 CSCLK, WAKETIM): after a while without input and output it
// sleeps, and what the host sends then is lost until it is awake again. What the network brings wakes it without loss.
// Owned by the module; one thread.
#pragma once

#include <functional>

#include "protocol/event.h"
#include "protocol/ports/scheduler.h"

namespace air780 {

class Sleep {
 public:
  enum class State { awake, asleep, waking };

  Sleep(Scheduler& scheduler, const EventStream& events);

  // Keeps the module from falling asleep: a command runs, a prompt waits.
  std::function<bool()> occupied;

  // AT+CSCLK: 0 never, 1 unless DTR is low, 2 and 3 always.
  int mode() const { return mode_; }
  void set_mode(int mode);
  // AT+WAKETIM, seconds without input and output.
  int wait_seconds() const { return wait_seconds_; }
  void set_wait_seconds(int seconds);
  // DTR is pulled low by the host (asserted): in mode 1 that keeps the module awake, and wakes it.
  void set_dtr_low(bool low);

  // Bytes came from the host. False when they are lost: the module sleeps, or is only just waking.
  bool hears_input();
  // The module has something to say: it is awake.
  void speaks();

  State state() const { return state_; }

  // Power-on values.
  void reset();

 private:
  bool may_sleep() const { return mode_ > 0 && !(mode_ == 1 && dtr_low_); }
  void stay_awake_for_a_command();
  void wait_to_sleep();
  void fall_asleep();
  void set_state(State state);

  Scheduler& scheduler_;
  const EventStream& events_;
  State state_ = State::awake;
  int mode_ = 0;
  int wait_seconds_ = 1;
  bool dtr_low_ = false;
  Duration awake_until_{};
  Timer timer_;
};

}  // namespace air780
