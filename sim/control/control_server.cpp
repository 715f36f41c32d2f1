#include "sim/control/control_server.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <optional>
#include <utility>

#include "sim/control/http_connection.h"
#include "sim/network/listen_address.h"

namespace air780 {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

class ControlServer::Listener : public std::enable_shared_from_this<Listener> {
 public:
  Listener(asio::io_context& context, Log& log, const tcp::endpoint& wanted, AccessRules access,
           const ServerLimits& limits)
      : log_(log),
        access_(std::move(access)),
        limits_(limits),
        acceptor_(context, wanted, true),
        newcomer_(context),
        pause_(context),
        events_(limits.kept_events) {
    const tcp::endpoint local = acceptor_.local_endpoint();
    address_ = Endpoint{local.address().to_string(), local.port()};
  }

  void start(Scheduler& scheduler, EventStream& events, Module& module, FaultEngine& faults) {
    stream_ = &events;
    events.add(events_);
    events.add(counters_);
    controlled_.emplace(ControlledModule{scheduler, module, faults, events_, counters_});
    ports_.emplace(ConnectionPorts{log_, open_, access_, limits_, *controlled_});
    accept();
  }

  void stop() {
    stopped_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    open_.close_all();
    if (!stream_) return;
    stream_->remove(events_);
    stream_->remove(counters_);
  }

  const Endpoint& address() const { return address_; }

 private:
  void accept() {
    acceptor_.async_accept(newcomer_, [self = shared_from_this()](error_code error) {
      if (self->stopped_) return;
      if (error) return self->accept_later(error);
      self->welcome(std::move(self->newcomer_));
      self->accept();
    });
  }

  // Without descriptors, accepting at once again would only fail again.
  void accept_later(error_code reason) {
    log_.warning("control: cannot accept a client: " + reason.message());
    pause_.expires_after(std::chrono::milliseconds(100));
    pause_.async_wait([self = shared_from_this()](error_code error) {
      if (!error && !self->stopped_) self->accept();
    });
  }

  void welcome(tcp::socket socket) {
    if (open_.count() < limits_.connections) return serve_http(std::move(socket), *ports_);
    log_.warning(fmt::format("control: a client was turned away, {} are connected", limits_.connections));
    constexpr std::string_view busy =
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    ::send(socket.native_handle(), busy.data(), busy.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  }

  Log& log_;
  const AccessRules access_;
  const ServerLimits limits_;
  tcp::acceptor acceptor_;
  tcp::socket newcomer_;
  asio::steady_timer pause_;
  Endpoint address_;
  OpenConnections open_;
  EventStream* stream_ = nullptr;  // while started
  EventLog events_;
  Counters counters_;
  std::optional<const ControlledModule> controlled_;
  std::optional<const ConnectionPorts> ports_;
  bool stopped_ = false;
};

boost::system::result<std::unique_ptr<ControlServer>, std::string> ControlServer::open(
    asio::io_context& context, Log& log, const Endpoint& address, AccessRules access, const ServerLimits& limits) {
  const auto wanted = look_up_listen_address(context, address);
  if (!wanted) return wanted.error();
  access.loopback = wanted->address().is_loopback();
  if (!access.loopback && access.token.empty() && !access.open) {
    return fmt::format(
        "--control {}: other machines could come in there; give a token with --control-token TOKEN or "
        "AIR780SIM_CONTROL_TOKEN, allow it with --control-open, or listen at 127.0.0.1",
        address.text());
  }
  try {
    return std::make_unique<ControlServer>(
        std::make_shared<Listener>(context, log, *wanted, std::move(access), limits));
  } catch (const boost::system::system_error& error) {
    return "cannot listen at " + address.text() + ": " + error.code().message();
  }
}

ControlServer::ControlServer(std::shared_ptr<Listener> listener) : listener_(std::move(listener)) {}
ControlServer::~ControlServer() { listener_->stop(); }

void ControlServer::start(Scheduler& scheduler, EventStream& events, Module& module, FaultEngine& faults) {
  listener_->start(scheduler, events, module, faults);
}
const Endpoint& ControlServer::address() const { return listener_->address(); }

}  // namespace air780
