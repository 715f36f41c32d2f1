// What a host sets with the configuration commands, and what AT&W keeps of it over a reboot (at-reference §5, §9).
// Plain values, owned by the module; one thread.
#pragma once

#include "protocol/at/interpreter.h"

namespace air780 {

struct Settings {
  bool echo = true;         // ATE
  ResultSettings results;   // ATQ, AT+CMEE
  int dcd_mode = 1;         // AT&C
  int dtr_mode = 1;         // AT&D
  int operator_format = 2;  // AT+COPS=3,<format>: 0 long, 1 short, 2 numeric
};

}  // namespace air780
