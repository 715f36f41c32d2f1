// What outlives the module's power: the settings that AT&W keeps, and what a few commands keep by themselves.
// Plain values, owned by the module; one thread.
#pragma once

#include <array>
#include <string>

#include "protocol/ring_indicator.h"
#include "protocol/settings.h"

namespace air780 {

struct KeptState {
  // AT&W
  Settings settings;
  std::array<int, 3> registration_modes{};  // AT+CREG, AT+CGREG, AT+CEREG
  // Each as its own command keeps it
  bool ring_is_kept = false;  // AT+CFGRISAVE
  RingSettings ring;
  std::string serial_number;  // AT+WISN
  int sim_slot = 0;           // AT+SIMCROSS
  int sim_choice = 0;         // AT*SIMAUTO
  int power_mode = 0;         // AT+POWERMODE: 0 CLOSE, 1 PRO, 2 STD
};

}  // namespace air780
