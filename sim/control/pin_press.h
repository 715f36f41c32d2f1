// PWRKEY or RESET held down for a while, as a button or the host's GPIO does it. Answers when it has been let go.
// Owned by the connection that asked; one thread.
#pragma once

#include <string_view>

#include "sim/control/control_message.h"
#include "sim/control/routes.h"

namespace air780 {

enum class Pin { pwrkey, reset };

// How long a pin has to be held until it works. Chosen: common figures of the family's hardware manuals.
inline constexpr Duration pwrkey_switches_on = std::chrono::milliseconds(1200);
inline constexpr Duration pwrkey_switches_off = std::chrono::milliseconds(1500);

class PinPress final : public PendingAnswer {
 public:
  // PWRKEY: a module without power boots once it was held long enough, a running one switches off. RESET: the module is
  // dead while it is held, and boots when it is let go. Destroying this object lets go at once.
  PinPress(const ControlledModule& controlled, Pin pin, Duration duration);
  ~PinPress() override;

 private:
  void press(Duration duration);
  void let_go();

  Module& module_;
  const Pin pin_;
  bool boots_when_let_go_ = false;
  Timer effect_;
  Timer release_;
};

}  // namespace air780
