// The RI line: low pulses that wake a sleeping host when the module is about to say something by itself, as AT+CFGRI
// asks (manual 4 CFGRI, CFGRISAVE). Owned by the module; one thread.
#pragma once

#include <functional>

#include "protocol/ports/scheduler.h"

namespace air780 {

// What AT+CFGRI sets.
struct RingSettings {
  bool enabled = false;
  Duration pause = std::chrono::milliseconds(120);  // between two pulses
  Duration pulse = std::chrono::milliseconds(120);
  int count = 1;
};

class RingIndicator {
 public:
  explicit RingIndicator(Scheduler& scheduler) : next_(scheduler) {}

  // Called when on() has changed.
  std::function<void()> changed;

  const RingSettings& settings() const { return settings_; }
  void set(const RingSettings& settings) { settings_ = settings; }

  // The module says a line by itself: if that is wanted, pulses begin. One that comes while they go on adds none.
  void line_comes();
  // The line is active, which is low on the pin.
  bool on() const { return on_; }

  // AT+CFGRISAVE: whether the settings of this moment outlive a reboot.
  void save(bool save);
  bool saved() const { return saved_; }
  // The module starts: pulses end, settings are those that were saved.
  void restart();
  // AT+RSTSET
  void forget_saved();

 private:
  void begin_pulse();
  void end_pulse();
  void set_on(bool on);

  RingSettings settings_;
  RingSettings saved_settings_;
  bool saved_ = false;
  bool on_ = false;
  int left_ = 0;  // pulses to come, with the one under way
  Timer next_;
};

}  // namespace air780
