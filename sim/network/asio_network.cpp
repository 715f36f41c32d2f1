#include "sim/network/asio_network.h"

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <utility>

#include "protocol/cellular/sntp.h"
#include "sim/network/icmp_echo.h"
#include "sim/network/own_answer.h"
#include "sim/network/system_resolver.h"
#include "sim/network/tcp_link.h"
#include "sim/network/udp_exchange.h"
#include "sim/network/vanished_streams.h"

namespace air780 {
namespace {

bool is_dotted_ipv4(const std::string& host) {
  boost::system::error_code error;
  boost::asio::ip::make_address_v4(host, error);
  return !error;
}

Resolution resolution_of(const std::string& host, const SystemAnswer& answer) {
  if (answer.addresses.empty()) return {false, {}, host + ": " + answer.error};
  const auto& first = answer.addresses.front();
  if (!first.is_v4()) return {false, {}, host + " has IPv6 addresses only"};
  return {true, first.to_string(), {}};
}

// Whoever will show a certificate is sent where one is asked for.
LinkSecurity security_of(const LinkRequest& request) {
  if (!request.tls) return LinkSecurity::plain;
  return request.tls->security_level >= 2 ? LinkSecurity::mutual_tls : LinkSecurity::tls;
}

// Cancels what it stands for when the module drops it.
template <typename Operation>
class Handle final : public Exchange {
 public:
  explicit Handle(std::shared_ptr<Operation> operation) : operation_(std::move(operation)) {}
  ~Handle() override { operation_->cancel(); }

 private:
  std::shared_ptr<Operation> operation_;
};

template <typename Operation>
std::unique_ptr<Exchange> handle_of(const std::shared_ptr<Operation>& operation) {
  return std::make_unique<Handle<Operation>>(operation);
}

UtcTime now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

}  // namespace

AsioNetwork::AsioNetwork(boost::asio::io_context& context, Routes routes, LinkTap* tap)
    : context_(context),
      routes_(std::move(routes)),
      tap_(tap),
      resolver_(std::make_shared<SystemResolver>(context)),
      module_resolver_(std::make_shared<SystemResolver>(context)),
      vanished_(std::make_shared<VanishedStreams>()) {}

AsioNetwork::~AsioNetwork() = default;

std::unique_ptr<Link> AsioNetwork::open(const LinkRequest& request, LinkObserver& observer) {
  Endpoint target{request.host, request.port};
  std::string name = target.text();
  const auto route = routes_.find(request.host, request.port, security_of(request));
  if (route) {
    target = *route;
    name += " (routed to " + target.text() + ")";
  }
  return std::make_unique<TcpLink>(context_, resolver_for(route.has_value()), vanished_, std::move(target),
                                   std::move(name), request.timeout, observer, tap_);
}

std::unique_ptr<Lookup> AsioNetwork::resolve(const std::string& host, std::function<void(Resolution)> done) {
  const auto routed = is_dotted_ipv4(host) ? std::nullopt : routes_.find_address(host);
  SystemResolver& resolver = resolver_for(routed.has_value());
  return resolver.look_up(routed.value_or(host), [host, done = std::move(done)](const SystemAnswer& answer) {
    done(resolution_of(host, answer));
  });
}

std::unique_ptr<Exchange> AsioNetwork::exchange(const DatagramRequest& request,
                                                std::function<void(DatagramAnswer)> done) {
  const auto route = routes_.find_rule(request.host, request.port);
  if (!route && routes_.has_catch_all()) {
    const auto answer = request.port == sntp_port ? sntp_answer(request.bytes, now()) : std::nullopt;
    using Outcome = DatagramAnswer::Outcome;
    const auto own = std::make_shared<OwnAnswer<DatagramAnswer>>(context_, std::move(done));
    own->start(answer ? DatagramAnswer{Outcome::answered, *answer, {}}
                      : DatagramAnswer{Outcome::timed_out, {}, request.host + ": nobody to ask"},
               answer ? Duration{} : request.timeout);
    return handle_of(own);
  }
  Endpoint target = route.value_or(Endpoint{request.host, request.port});
  std::string name = route ? request.host + " (routed to " + target.text() + ")" : target.text();
  const auto exchange =
      std::make_shared<UdpExchange>(context_, std::move(target), std::move(name), request.bytes, std::move(done));
  exchange->start(resolver_for(route.has_value()), request.timeout);
  return handle_of(exchange);
}

std::unique_ptr<Exchange> AsioNetwork::echo(const EchoRequest& request, std::function<void(EchoReply)> done) {
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address_v4(request.address, error);
  if (routes_.has_catch_all() || error) {
    constexpr int usual_ttl = 64;
    const auto own = std::make_shared<OwnAnswer<EchoReply>>(context_, std::move(done));
    own->start({!error, std::chrono::milliseconds(1), usual_ttl, error ? error.message() : std::string()}, {});
    return handle_of(own);
  }
  const auto echo = std::make_shared<IcmpEcho>(context_, std::move(done));
  echo->start(address, request);
  return handle_of(echo);
}

void AsioNetwork::set_name_servers(const std::vector<std::string>& servers) {
  constexpr std::uint16_t domain_port = 53;
  std::vector<Endpoint> asked;
  for (const std::string& server : servers) {
    const Endpoint own{server, domain_port};
    asked.push_back(routes_.find_rule(server, domain_port).value_or(own));
  }
  module_resolver_->set_name_servers(std::move(asked));
}

}  // namespace air780
