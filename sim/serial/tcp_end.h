// A TCP listener as serial end, one host at a time.
// Owned by the SerialLine, or by the Rfc2217End that speaks through it; must be destroyed before the io_context. Used
// only from the thread that runs the io_context.
#pragma once

#include <boost/system/result.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "sim/log.h"
#include "sim/network/endpoint.h"
#include "sim/serial/serial_end.h"

namespace boost::asio {
class io_context;
}

namespace air780 {

class TcpEnd : public SerialEnd {
 public:
  // What is on the wire: the line's bytes as they are, or messages of RFC 2217, of which none may be cut. It also names
  // the end, "tcp" or "rfc2217".
  enum class Wire { raw, rfc2217 };

  // Listens at `address` (port 0: a free one). On failure nothing is left behind and the error names the address and
  // the reason, for example that it is in use. A host name is looked up at once, waiting for the answer.
  static boost::system::result<std::unique_ptr<TcpEnd>, std::string> open(boost::asio::io_context& context, Log& log,
                                                                          const Endpoint& address,
                                                                          Wire wire = Wire::raw);
  ~TcpEnd() override;

  // While one host is connected, a second is accepted and closed at once, with a warning in the log. A host that ended
  // its own sending goes on receiving until it closes or another host comes. One that vanished without a word is
  // noticed within half a minute.
  void start(Receive receive) override;
  // One write to the socket per call, as long as the socket takes it.
  void transmit(std::string_view bytes) override;
  void pause_reading(bool paused) override;
  // The connection is closed; the port listens on.
  void hang_up() override;
  // "tcp 127.0.0.1:7800" with the port in use.
  std::string description() const override;
  // Called when a host has come, before the first of its bytes, and when it has gone and no other has come; set before
  // start().
  void on_host(std::function<void()> came, std::function<void()> gone);
  // The address listened at, with the port in use.
  const Endpoint& address() const;

  class Listener;
  // For open() only.
  explicit TcpEnd(std::shared_ptr<Listener> listener);

 private:
  std::shared_ptr<Listener> listener_;
};

}  // namespace air780
