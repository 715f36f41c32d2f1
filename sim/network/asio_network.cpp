#include "sim/network/asio_network.h"

#include <boost/asio/io_context.hpp>

#include "sim/network/system_resolver.h"
#include "sim/network/tcp_link.h"
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

}  // namespace

AsioNetwork::AsioNetwork(boost::asio::io_context& context, Routes routes, LinkTap* tap)
    : context_(context),
      routes_(std::move(routes)),
      tap_(tap),
      resolver_(std::make_shared<SystemResolver>(context)),
      vanished_(std::make_shared<VanishedStreams>()) {}

AsioNetwork::~AsioNetwork() = default;

std::unique_ptr<Link> AsioNetwork::open(const LinkRequest& request, LinkObserver& observer) {
  Endpoint target{request.host, request.port};
  std::string name = target.text();
  if (const auto route = routes_.find(request.host, request.port, security_of(request))) {
    target = *route;
    name += " (routed to " + target.text() + ")";
  }
  return std::make_unique<TcpLink>(context_, *resolver_, vanished_, std::move(target), std::move(name), request.timeout,
                                   observer, tap_);
}

std::unique_ptr<Lookup> AsioNetwork::resolve(const std::string& host, std::function<void(Resolution)> done) {
  const auto routed = is_dotted_ipv4(host) ? std::nullopt : routes_.find_address(host);
  return resolver_->look_up(routed.value_or(host), [host, done = std::move(done)](const SystemAnswer& answer) {
    done(resolution_of(host, answer));
  });
}

}  // namespace air780
