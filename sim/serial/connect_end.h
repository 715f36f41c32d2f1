// A connection to a serial line that somebody else serves over TCP, Renode's for example, as serial end. It dials again
// for as long as it lives: a listener may come later, go away and come back.
// Owned by the SerialLine or by an attachment; must be destroyed before the io_context. Used only from the thread that
// runs the io_context.
#pragma once

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

class ConnectEnd : public SerialEnd {
 public:
  ConnectEnd(boost::asio::io_context& context, Log& log, const Endpoint& peer);
  ~ConnectEnd() override;

  // Begins to dial: again a tenth of a second after a failure, then less and less often down to every two seconds.
  // That it fails is said once, until it has succeeded.
  void start(Receive receive) override;
  // While it is not connected the bytes are lost.
  void transmit(std::string_view bytes) override;
  void pause_reading(bool paused) override;
  // The connection is closed; the peer is dialled again.
  void hang_up() override;
  // "connect renode:3456".
  std::string description() const override;
  // Called when it is connected, before the first byte of the peer; set before start().
  void on_connected(std::function<void()> connected);

  class Dialler;

 private:
  std::shared_ptr<Dialler> dialler_;
};

}  // namespace air780
