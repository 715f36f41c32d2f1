// What hangs on the module's pins besides the UART, as its commands set and tell it: ADCs, supply, network light.
// Plain values with their power-on state; owned by the module; one thread.
#pragma once

#include <array>

namespace air780 {

struct Board {
  // AT+CADC, in millivolts; a channel is read only while it is on.
  struct Adc {
    bool on = false;
    int millivolts = 0;
  };
  std::array<Adc, 2> adcs = {Adc{false, 1086}, Adc{false, 612}};
  // AT+CBC=<on>,<off>: supply in millivolts at which the module would switch itself on and off; 0: it does not look.
  int power_on_millivolts = 0;
  int power_off_millivolts = 0;
  bool network_light = true;  // AT+CNETLIGHT
  // AT+SLEDS: how long the light is on and off, in milliseconds: not registered, registered, data call.
  struct Blinking {
    int on;
    int off;
  };
  std::array<Blinking, 3> blinking = {Blinking{200, 1800}, Blinking{1800, 200}, Blinking{125, 125}};
};

}  // namespace air780
