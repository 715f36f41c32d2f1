// Where the module's bytes go: the serial line's transmit side. The program fans it out to the attached serial ends.
// Owned by the composition; must outlive the module. Called from the module's one thread only.
#pragma once

#include <string_view>

#include "protocol/ports/serial_port_settings.h"

namespace air780 {

class SerialOutput {
 public:
  virtual ~SerialOutput() = default;
  // Takes the bytes of one reply, URC or echo. Never blocks; bytes nobody can take are lost, as on a UART.
  virtual void transmit(std::string_view bytes) = 0;
  // The port runs so from now on; what was transmitted before still leaves as it ran until now. For a line to which
  // the settings make no difference there is nothing to do.
  virtual void configure(const SerialPortSettings&) {}
};

}  // namespace air780
