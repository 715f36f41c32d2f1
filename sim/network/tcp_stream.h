// One connected TCP socket that carries a link's bytes.
// Shared by its TcpLink and what it still awaits, so that after close() the rest leaves though the link is gone. Used
// only from the thread that runs the io_context.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "protocol/ports/network.h"
#include "sim/network/link_tap.h"

namespace air780 {

// open -> closing (close(): the queue leaves, FIN, the peer's end is awaited, at most 10 s) -> gone
// open -> vanished (vanish(): nothing leaves, what comes is thrown away; the peer's end or 10 minutes) -> gone
// open -> gone (the peer ended it, or abort())
class TcpStream : public std::enable_shared_from_this<TcpStream> {
 public:
  TcpStream(boost::asio::ip::tcp::socket socket, LinkObserver& observer, LinkTap* tap = nullptr);

  // Begins to read, unless paused or ended before.
  void start();
  void write(std::string_view bytes);
  std::size_t unsent() const { return queue_.size() - taken_; }
  void pause_reading(bool paused);
  void close();
  // Nothing if closing already: what is on its way still leaves.
  void abort();
  // The socket stays open, as a module that is gone leaves its peer with one.
  void vanish();
  // Of a vanished stream: enough of it.
  void forget() {
    if (state_ == State::vanished) shut();
  }

 private:
  enum class State { open, closing, vanished, gone };

  void wait_to_read();
  void read();
  void read_ended(int error);
  void wait_to_write();
  void write_queued();
  // Returns how much the system took; an error of the stream is reported later.
  std::size_t send(std::string_view bytes);
  void finish_sending();
  void end(LinkEnd end);
  void shut();
  void shut_with_reset();

  boost::asio::ip::tcp::socket socket_;
  boost::asio::steady_timer linger_;
  LinkObserver* observer_;
  std::unique_ptr<StreamTap> tap_;
  std::string queue_;
  std::size_t taken_ = 0;
  State state_ = State::open;
  bool started_ = false;
  bool paused_ = false;
  bool waiting_to_read_ = false;
  bool waiting_to_write_ = false;
  bool peer_ended_ = false;
};

}  // namespace air780
