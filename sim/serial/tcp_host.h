// One host connected over TCP: its bytes in, the module's bytes out.
// Owned by a TcpEnd or a ConnectEnd; used only from the thread that runs the io_context.
#pragma once

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "sim/log.h"
#include "sim/serial/output_queue.h"
#include "sim/serial/serial_end.h"

namespace air780 {

// connected -> ended_sending (its FIN came; it may still read) -> gone, or connected -> gone.
class TcpHost : public std::enable_shared_from_this<TcpHost> {
 public:
  enum class State { connected, ended_sending, gone };

  // `end` names the serial end in the log.
  TcpHost(boost::asio::ip::tcp::socket socket, Log& log, std::string end,
          OutputQueue::Overflow overflow = OutputQueue::Overflow::cut);

  // `receive` must stay callable until close(). `ended` is called, later, when the host has ended its sending or is
  // gone; not after close().
  void start(const SerialEnd::Receive& receive, std::function<void()> ended = {});
  void transmit(std::string_view bytes);
  void pause_reading(bool paused);
  // Its end has arrived, though perhaps behind bytes that have yet to be read; state() will change soon.
  bool is_ending();
  State state() const { return state_; }
  // "127.0.0.1:51234".
  const std::string& name() const { return name_; }
  // Drops what is queued; nothing is received any more.
  void close();

 private:
  void read();
  void take(boost::system::error_code error, std::size_t size);
  void wait_for_end();
  void tell_end();
  void wait_to_write();
  // Returns how much the system took.
  std::size_t send(std::string_view bytes);
  void lose(const boost::system::error_code& error);

  boost::asio::ip::tcp::socket socket_;
  Log& log_;
  const std::string end_;
  std::string name_;
  OutputQueue queue_;
  const SerialEnd::Receive* receive_ = nullptr;
  std::function<void()> ended_;
  State state_ = State::connected;
  bool paused_ = false;
  bool reading_ = false;
  bool waiting_to_write_ = false;
  std::array<char, 16 * 1024> bytes_;
};

}  // namespace air780
