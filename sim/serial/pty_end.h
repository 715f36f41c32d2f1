// A pseudo-terminal as serial end: hosts open its link like the device of a real module, close it and open it again.
// Owned by the SerialLine; must be destroyed before the io_context. Used only from the thread that runs the io_context.
#pragma once

#include <boost/system/result.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "sim/log.h"
#include "sim/serial/serial_end.h"

namespace boost::asio {
class io_context;
}

namespace air780 {

class PtyEnd : public SerialEnd {
 public:
  // How it knows whether a host has the device open: by inotify, or, as where the system has none left, by supposing
  // that one always has.
  enum class Openers { watched, supposed };

  // Opens a raw PTY, set to `rate` until a host sets it otherwise, and publishes it as `link` (see PtyLink for what may
  // stand there already); an empty link publishes nothing. On failure nothing is left behind and the error says what,
  // where and what is allowed.
  static boost::system::result<std::unique_ptr<PtyEnd>, std::string> open(boost::asio::io_context& context, Log& log,
                                                                          const std::string& link,
                                                                          Openers openers = Openers::watched,
                                                                          unsigned rate = 115200);
  // Hosts see a hang-up; the link is removed if it is still ours.
  ~PtyEnd() override;

  void start(Receive receive) override;
  // While nobody has the device open the bytes are lost, as on a UART, and what one host left unread is not read by
  // the next.
  void transmit(std::string_view bytes) override;
  void pause_reading(bool paused) override;
  // Nothing while no host has the device open.
  std::optional<unsigned> host_rate() override;
  // The device goes, as when a USB modem leaves the bus: whoever has it open reads an end. The link points to a new
  // one.
  void hang_up() override;
  // "pty LINK", or the device itself if there is no link.
  std::string description() const override;
  // The device behind the link, "/dev/pts/3".
  std::string device() const;
  // The rate in bit/s to which hosts have set the device.
  unsigned rate() const;

  class Terminal;
  // For open() only: `replace` makes the next terminal after a hang-up.
  using Replace = std::function<boost::system::result<std::shared_ptr<Terminal>, std::string>()>;
  PtyEnd(Log& log, std::shared_ptr<Terminal> terminal, Replace replace);

 private:
  Log& log_;
  std::shared_ptr<Terminal> terminal_;
  const Replace replace_;
  Receive receive_;
  bool paused_ = false;
};

}  // namespace air780
