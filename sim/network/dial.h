// One attempt to open a TCP connection: resolve, then try each address, all within one time limit.
// Owned by a TcpLink; must end before the io_context. Used only from the thread that runs the io_context.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/result.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "protocol/ports/network.h"
#include "sim/network/endpoint.h"
#include "sim/network/system_resolver.h"

namespace air780 {

class Dial : public std::enable_shared_from_this<Dial> {
 public:
  using Result = boost::system::result<boost::asio::ip::tcp::socket, LinkError>;
  using Done = std::function<void(Result)>;

  // `name` stands for the target in error texts.
  Dial(boost::asio::io_context& context, Endpoint target, std::string name, Done done);

  // `done` is called once, later, unless cancel() comes first.
  void start(SystemResolver& resolver, Duration timeout);
  void cancel();

 private:
  void resolved(SystemAnswer answer);
  void connect_next();
  void connected(const boost::system::error_code& error);
  void give_up();
  void finish(Result result);

  const Endpoint target_;
  const std::string name_;
  Done done_;
  boost::asio::ip::tcp::socket socket_;
  boost::asio::steady_timer deadline_;
  std::unique_ptr<Lookup> lookup_;
  std::vector<boost::asio::ip::address> addresses_;
  std::size_t next_ = 0;
  std::optional<LinkError> first_error_;
};

}  // namespace air780
