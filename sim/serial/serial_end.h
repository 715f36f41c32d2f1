// One attachment through which a host reaches the module: a PTY, a TCP listener, a connection to somebody else's port.
// Owned by the SerialLine. Used only from the thread that runs the io_context.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/ports/modem_lines.h"
#include "protocol/ports/serial_port_settings.h"

namespace air780 {

class SerialEnd {
 public:
  // Takes what a host sent, in pieces of any size. May call transmit(); must not destroy the end.
  using Receive = std::function<void(std::string_view)>;

  virtual ~SerialEnd() = default;

  // Begins to serve hosts; called once. A host that came before waits until then, nothing of it is lost.
  virtual void start(Receive receive) = 0;

  // Sends to the host. Never blocks: with no host the bytes are dropped, with a host that does not read as many are
  // kept as the queue holds and the rest is dropped.
  virtual void transmit(std::string_view bytes) = 0;

  // The module drives the lines beside the data so. An end that has none has nothing to do.
  virtual void drive(const ModemLines&) {}
  // Called when a host drives its own lines otherwise; set before start(). Ends without such lines never call it.
  std::function<void(const HostLines&)> host_lines_changed;

  // Stops (or goes on) reading what the host sends, which then waits on its side: in the system's buffers, and when
  // they are full its writing waits.
  virtual void pause_reading(bool paused) = 0;

  // The rate, in bit/s, to which the host has set its side; nothing where it has none, or has not set any.
  virtual std::optional<unsigned> host_rate() { return std::nullopt; }

  // The module's own port runs so. For an end behind which there is a real UART.
  virtual void follow(const SerialPortSettings&) {}

  // Takes the line away from the host that has it, which may open it again at once. Nothing where the line is not the
  // emulator's to take away.
  virtual void hang_up() {}

  // For the READY lines: "pty /tmp/air780ep", "tcp 127.0.0.1:7800".
  virtual std::string description() const = 0;
};

// What an end keeps for a host that does not read, beyond what the system buffers.
inline constexpr std::size_t serial_queue_bytes = 64 * 1024;

}  // namespace air780
