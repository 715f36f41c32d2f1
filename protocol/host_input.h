// What the host has sent and the module has not yet taken, since a command runs: how much of it is kept, and how the
// host is told to wait in time (AT+IFC); with it the port's settings that are in force (AT+IPR, AT+ICF, AT+IFC).
// Owned by the module; one thread.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "protocol/event.h"
#include "protocol/ports/serial_output.h"

namespace air780 {

class HostInput {
 public:
  // At most `size` bytes wait.
  HostInput(std::size_t size, SerialOutput& output, const EventStream& events)
      : size_(size), output_(output), events_(events) {}

  // Called when lines_hold_host() may have changed.
  std::function<void()> lines_changed;

  // Bytes came. Those that have to wait (`waits`) and have no room are lost, with a notice for the first of them.
  void arrive(std::string_view bytes, bool waits);
  // Bytes came that nobody hears.
  void lose(std::string_view bytes) const;

  // Everything that waits, which is taken away with it; what of it could not be used comes back in front of what has
  // arrived since.
  std::string take() { return std::exchange(waiting_, {}); }
  void put_back(std::string_view rest);
  // Power-on: nothing waits, and the host need not.
  void clear();

  // The port runs so from now on.
  void configure(const SerialPortSettings& settings);
  // The host is told to wait by a line (CTS).
  bool lines_hold_host() const;

 private:
  void hold_host_up();

  const std::size_t size_;
  SerialOutput& output_;
  const EventStream& events_;
  std::optional<SerialPortSettings> in_force_;
  std::string waiting_;
  bool overrun_ = false;     // input was lost since nothing waited last
  bool host_waits_ = false;  // told so by XOFF or CTS
};

}  // namespace air780
