// The one loopback listener of the process: the door through which Paho's sockets come in. It lets in only connections
// whose CONNECT names a client that is waited for; strangers cost a bounded number of sockets for a bounded time and
// delay nobody.
// Owned by the engine; used from the io thread only.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

#include "sim/mqtt/connect_packet.h"

namespace air780 {

class LoopbackListener {
 public:
  // A connection that was waited for, and what has been read from it: the beginning of a CONNECT, perhaps more.
  struct Arrival {
    boost::asio::ip::tcp::socket socket;
    std::string bytes;
    ConnectStart start;
  };
  using Welcome = std::function<void(Arrival)>;
  using Doorbell = std::function<void()>;

  static constexpr std::size_t max_visitors = 64;

  explicit LoopbackListener(boost::asio::io_context& io);
  ~LoopbackListener();
  LoopbackListener(const LoopbackListener&) = delete;
  LoopbackListener& operator=(const LoopbackListener&) = delete;

  // Opens 127.0.0.1 on a port of the system's choice. On failure nothing is open and it may be tried again.
  boost::system::error_code open();
  // Called for every connection that comes in, whoever it is.
  void set_doorbell(Doorbell doorbell) { doorbell_ = std::move(doorbell); }

  // 0 while not open.
  std::uint16_t port() const { return port_; }

  // Waits for one connection whose CONNECT carries `client_id`; `welcome` comes later, at most once. An identifier may
  // be waited for by one client at a time; a later call replaces the earlier.
  void expect(const std::string& client_id, Welcome welcome);
  void stop_expecting(const std::string& client_id);

  // Connections that have not been let in, for tests.
  std::size_t visitors() const { return visitors_.size(); }

 private:
  class Visitor;

  void accept();
  void receive(boost::asio::ip::tcp::socket socket);
  bool admit(Visitor& visitor);
  void forget(const Visitor& visitor);

  boost::asio::io_context& io_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer retry_timer_;
  std::uint16_t port_ = 0;
  Doorbell doorbell_;
  std::unordered_map<std::string, Welcome> expected_;
  std::list<std::shared_ptr<Visitor>> visitors_;
  std::shared_ptr<char> alive_ = std::make_shared<char>();
};

}  // namespace air780
