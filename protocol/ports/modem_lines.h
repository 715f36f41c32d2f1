// The lines of a serial port beside its data: what the module drives (CTS, DSR, RI, DCD) and what its host drives (DTR,
// RTS). An end that has such lines, as RFC 2217 does, shows them; a PTY and a TCP socket have none.
// The port is owned by the composition and outlives the module; one thread only.
#pragma once

namespace air780 {

// True is "on", the active state; on the module's pins that is the low level.
struct ModemLines {
  bool clear_to_send = false;   // CTS
  bool data_set_ready = false;  // DSR
  bool ring = false;            // RI
  bool carrier = false;         // DCD

  bool operator==(const ModemLines&) const = default;
};

// Off as long as no host drives them.
struct HostLines {
  bool terminal_ready = false;   // DTR
  bool request_to_send = false;  // RTS

  bool operator==(const HostLines&) const = default;
};

class ModemLineOutput {
 public:
  virtual ~ModemLineOutput() = default;
  // The module drives its lines so from now on; called on changes only, in the order of the bytes around them.
  virtual void drive(const ModemLines& lines) = 0;
};

}  // namespace air780
