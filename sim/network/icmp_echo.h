// One echo request by ICMP, from a socket that needs no privilege where the system allows that.
// Owned by the network's handle; must end before the io_context. Used only from the thread that runs the io_context.
#pragma once

#include <boost/asio/generic/datagram_protocol.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "protocol/ports/network.h"

namespace air780 {

class IcmpEcho : public std::enable_shared_from_this<IcmpEcho> {
 public:
  using Done = std::function<void(EchoReply)>;

  IcmpEcho(boost::asio::io_context& context, Done done);

  // `done` is called once, later, unless cancel() comes first. Where the system lets nobody send echo requests, this
  // computer's own addresses count as answering, and no other does.
  void start(const boost::asio::ip::address_v4& address, const EchoRequest& request);
  void cancel();

 private:
  bool send(const boost::asio::ip::address_v4& address, const EchoRequest& request, boost::system::error_code& error);
  void wait_for_answer();
  void read_answer();
  void finish(EchoReply reply);

  boost::asio::io_context& context_;
  Done done_;
  boost::asio::generic::datagram_protocol::socket socket_;
  boost::asio::steady_timer deadline_;
  std::chrono::steady_clock::time_point sent_;
};

}  // namespace air780
