// HOST:PORT as people type it on the command line and as it is shown to them. Pure: nothing is looked up.
// Values; any thread.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace air780 {

struct Endpoint {
  // Declared so that an Endpoint is not an aggregate, which in a result could not be told from its error text.
  Endpoint() = default;
  Endpoint(std::string host_, std::uint16_t port_) : host(std::move(host_)), port(port_) {}

  std::string host;  // a name, a dotted IPv4 address or an IPv6 address without brackets
  std::uint16_t port = 0;

  // "127.0.0.1:7800", "[::1]:7800".
  std::string text() const;
  bool operator==(const Endpoint&) const = default;
};

// Where to listen: "PORT", "HOST:PORT" or "[IPV6]:PORT"; HOST defaults to 127.0.0.1, PORT is 0 (any free one) to 65535.
// The error says what is wrong with which part, and what is allowed.
boost::system::result<Endpoint, std::string> parse_listen_endpoint(std::string_view text);

// Whom to dial: "HOST:PORT" or "[IPV6]:PORT", PORT 1 to 65535; otherwise as above.
boost::system::result<Endpoint, std::string> parse_peer_endpoint(std::string_view text);

}  // namespace air780
