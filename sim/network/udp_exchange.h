// One question by UDP and its answer: resolve, send once, wait.
// Owned by the network's handle; must end before the io_context. Used only from the thread that runs the io_context.
#pragma once

#include <array>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <string>

#include "protocol/ports/network.h"
#include "sim/network/endpoint.h"
#include "sim/network/system_resolver.h"

namespace air780 {

class UdpExchange : public std::enable_shared_from_this<UdpExchange> {
 public:
  using Done = std::function<void(DatagramAnswer)>;

  // `name` stands for the target in error texts.
  UdpExchange(boost::asio::io_context& context, Endpoint target, std::string name, std::string question, Done done);

  // `done` is called once, later, unless cancel() comes first.
  void start(SystemResolver& resolver, Duration timeout);
  void cancel();

 private:
  void resolved(const SystemAnswer& answer);
  void finish(DatagramAnswer::Outcome outcome, std::string_view reason, std::string bytes = {});

  const Endpoint target_;
  const std::string name_;
  const std::string question_;
  Done done_;
  boost::asio::ip::udp::socket socket_;
  boost::asio::steady_timer deadline_;
  std::unique_ptr<Lookup> lookup_;
  std::array<char, 2048> answer_{};
};

}  // namespace air780
