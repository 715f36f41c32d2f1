// A terminal device that is there already as serial end: the PTY that QEMU or Zephyr made, a UART with a null-modem
// cable on it. A device that vanishes is opened again when it is back. The number of a PTY may belong to somebody else
// by then, so a PTY is opened again only through a link that was made anew meanwhile. Owned by the SerialLine; must be
// destroyed before the io_context. Used only from the thread that runs the io_context.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "sim/log.h"
#include "sim/serial/serial_end.h"

namespace boost::asio {
class io_context;
}

namespace air780 {

class TtyEnd : public SerialEnd {
 public:
  // Opens the device at `path` raw at `rate` bits a second, which has to be there now. The error says what and why.
  static boost::system::result<std::unique_ptr<TtyEnd>, std::string> open(boost::asio::io_context& context, Log& log,
                                                                          const std::string& path, unsigned rate);
  ~TtyEnd() override;

  void start(Receive receive) override;
  // While the device is gone the bytes are lost.
  void transmit(std::string_view bytes) override;
  void pause_reading(bool paused) override;
  // The device takes the module's rate, and RTS/CTS where AT+IFC has it.
  void follow(const SerialPortSettings& settings) override;
  // "tty /dev/ttyUSB0".
  std::string description() const override;

  class Device;
  // For open() only.
  explicit TtyEnd(std::shared_ptr<Device> device);

 private:
  std::shared_ptr<Device> device_;
};

}  // namespace air780
