// Which names the module dials lead somewhere else: rules HOST[:PORT]=ADDR:PORT and a catch-all.
// A value, filled at start and then owned by the network; any thread.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/network/broker_endpoints.h"
#include "sim/network/endpoint.h"

namespace air780 {

struct Route {
  // Declared so that a Route is not an aggregate, which in a result could not be told from its error text.
  Route() = default;

  std::string host;                   // "*" matches any; compared without regard to case
  std::optional<std::uint16_t> port;  // none: any port
  Endpoint target;
};

// "broker.example.com=127.0.0.1:1883", "broker.example.com:8883=[::1]:8883", "*=10.0.0.2:1883", "*:8883=…".
// The error says what is wrong with which part, and what is allowed.
boost::system::result<Route, std::string> parse_route(std::string_view text);

// What a link is to be secured with.
enum class LinkSecurity { plain, tls, mutual_tls };

class Routes {
 public:
  // Rules are tried in the order in which they were added; the first that matches wins.
  void add(Route route) { rules_.push_back(std::move(route)); }
  // Where everything goes that no rule matches, by how the link is secured and whatever the port.
  void set_catch_all(BrokerEndpoints broker) { catch_all_ = std::move(broker); }

  // The target for this host and port, if a rule or the catch-all has one. Rules do not look at the security.
  std::optional<Endpoint> find(std::string_view host, std::uint16_t port,
                               LinkSecurity security = LinkSecurity::plain) const;
  // Likewise by the rules alone: the catch-all has nothing but a broker.
  std::optional<Endpoint> find_rule(std::string_view host, std::uint16_t port) const;
  // Nothing leaves this computer but what a rule sends elsewhere.
  bool has_catch_all() const { return catch_all_.has_value(); }
  // The host part of the target for a name looked up without a port: of the first rule for that name, whatever its
  // port, else of the catch-all.
  std::optional<std::string> find_address(std::string_view host) const;

 private:
  std::vector<Route> rules_;
  std::optional<BrokerEndpoints> catch_all_;
};

}  // namespace air780
