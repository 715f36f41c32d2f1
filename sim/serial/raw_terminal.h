// The settings of a terminal device: raw, at any rate the device can do, not only those that have a name.
// Functions over a descriptor; any thread.
#pragma once

#include <optional>
#include <string>

namespace air780 {

// Makes the device raw: 8 data bits, no parity, one stop bit, no flow control, no modem lines waited for, `rate` bits a
// second. Nothing when that is done; otherwise what was wrong, "not a serial device" for one.
std::optional<std::string> make_raw(int device, unsigned rate);

// Sets only its rate; false if the system refused.
bool set_rate(int device, unsigned rate);

// Lets RTS and CTS, or nothing, hold the other side and itself up; false if the system refused.
bool set_hardware_flow(int device, bool on);

// The rate at which it is set; through the master of a pseudo-terminal that is what its host has set.
std::optional<unsigned> rate_of(int device);

}  // namespace air780
