// The RI line: low pulses that wake a sleeping host when the module is about to say something by itself, as AT+CFGRI
// asks (manual 4 CFGRI, WAKEUPHEX). Owned by the module; one thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>

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

  // AT^WAKEUPHEX: from now on only a line with this text in it makes pulses; empty: every line does.
  const std::string& awaited_text() const { return awaited_text_; }
  void await_text(std::string text) { awaited_text_ = std::move(text); }

  // The module says a line by itself: if that is wanted, pulses begin. One that comes while they go on adds none.
  void line_comes(std::string_view line);
  // The line is active, which is low on the pin.
  bool on() const { return on_; }

  // The module starts: pulses end, and every line makes them again.
  void restart(const RingSettings& settings);

 private:
  void begin_pulse();
  void end_pulse();
  void set_on(bool on);

  RingSettings settings_;
  std::string awaited_text_;
  bool on_ = false;
  int left_ = 0;  // pulses to come, with the one under way
  Timer next_;
};

}  // namespace air780
