#include "sim/network/routes.h"

#include <algorithm>
#include <charconv>

namespace air780 {
namespace {

using ParsedRoute = boost::system::result<Route, std::string>;

// ASCII only, as host names are, and the same in every locale.
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, [](char a, char b) { return lower(a) == lower(b); });
}

bool matches_name(const Route& route, std::string_view host) {
  return route.host == "*" || same_name(route.host, host);
}

// HOST or HOST:PORT.
ParsedRoute parse_matched(std::string_view text, const std::string& in_rule) {
  const std::size_t colon = text.rfind(':');
  Route route;
  route.host = text.substr(0, colon);
  if (route.host.empty()) return "no host before the = " + in_rule + "; * stands for any";
  if (route.host.find(':') != std::string::npos) {
    return "the module dials names and IPv4 addresses only, not " + route.host + " " + in_rule;
  }
  if (route.host != "*" && route.host.find('*') != std::string::npos) {
    return "* stands for a whole host, not for a part of \"" + route.host + "\" " + in_rule;
  }
  if (colon == std::string_view::npos) return route;
  const std::string_view digits = text.substr(colon + 1);
  std::uint16_t port = 0;
  const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc{} || rest != digits.data() + digits.size() || port == 0) {
    return "the port before the = is \"" + std::string(digits) + "\", not a number from 1 to 65535, " + in_rule;
  }
  route.port = port;
  return route;
}

const Endpoint& endpoint_for(LinkSecurity security, const BrokerEndpoints& broker) {
  if (security == LinkSecurity::mutual_tls) return broker.mutual_tls;
  return security == LinkSecurity::tls ? broker.tls : broker.plain;
}

}  // namespace

ParsedRoute parse_route(std::string_view text) {
  const std::string in_rule = "in the route \"" + std::string(text) + "\"";
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return "no = " + in_rule + "; a route is HOST[:PORT]=ADDR:PORT";
  auto route = parse_matched(text.substr(0, equals), in_rule);
  if (!route) return route;
  const auto target = parse_peer_endpoint(text.substr(equals + 1));
  if (!target) return target.error() + ", " + in_rule;
  route->target = *target;
  return route;
}

std::optional<Endpoint> Routes::find_rule(std::string_view host, std::uint16_t port) const {
  const auto rule = std::ranges::find_if(
      rules_, [&](const Route& route) { return matches_name(route, host) && route.port.value_or(port) == port; });
  return rule == rules_.end() ? std::nullopt : std::optional(rule->target);
}

std::optional<Endpoint> Routes::find(std::string_view host, std::uint16_t port, LinkSecurity security) const {
  if (const auto target = find_rule(host, port)) return target;
  if (!catch_all_) return std::nullopt;
  return endpoint_for(security, *catch_all_);
}

std::optional<std::string> Routes::find_address(std::string_view host) const {
  const auto rule = std::ranges::find_if(rules_, [&](const Route& route) { return matches_name(route, host); });
  if (rule != rules_.end()) return rule->target.host;
  if (catch_all_) return catch_all_->plain.host;
  return std::nullopt;
}

}  // namespace air780
