#include "sim/network/endpoint.h"

#include <charconv>

namespace air780 {
namespace {

using Result = boost::system::result<Endpoint, std::string>;

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

// Whether the text is digits only and within 0 to 65535.
bool read_port(std::string_view text, std::uint16_t& port) {
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, port);
  return error == std::errc{} && rest == end;
}

struct Halves {
  Halves(std::string_view host_, std::string_view port_) : host(host_), port(port_) {}
  std::string_view host;
  std::string_view port;
};

// Splits at the colon that belongs to the port; brackets protect the colons of an IPv6 address.
boost::system::result<Halves, std::string> split(std::string_view text) {
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return "the bracket of the IPv6 address is not closed in " + quoted(text);
    if (close == 1) return "no address in the brackets of " + quoted(text);
    if (close + 1 == text.size() || text[close + 1] != ':') return "no :PORT after the bracket in " + quoted(text);
    return Halves{text.substr(1, close - 1), text.substr(close + 2)};
  }
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return Halves{{}, text};
  const std::string_view host = text.substr(0, colon);
  if (host.empty()) return "no host before the colon in " + quoted(text) + " (0.0.0.0 is every IPv4 address)";
  if (host.find(':') != std::string_view::npos) {
    return "an IPv6 address needs brackets: " + quoted(text) + " (for example [::1]:7800)";
  }
  if (host.find_first_of(" \t/=[]") != std::string_view::npos) return quoted(host) + " is not a host name or address";
  return Halves{host, text.substr(colon + 1)};
}

}  // namespace

std::string Endpoint::text() const {
  const bool brackets = host.find(':') != std::string::npos;
  return (brackets ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Result parse_listen_endpoint(std::string_view text) {
  const auto halves = split(text);
  if (!halves) return halves.error();
  Endpoint endpoint{halves->host.empty() ? "127.0.0.1" : std::string(halves->host), 0};
  if (!read_port(halves->port, endpoint.port)) {
    return "the port in " + quoted(text) + " is " + quoted(halves->port) +
           ", not a number from 0 (any free one) to 65535";
  }
  return endpoint;
}

Result parse_peer_endpoint(std::string_view text) {
  const auto halves = split(text);
  if (!halves) return halves.error();
  if (halves->host.empty()) return quoted(text) + " is not HOST:PORT";
  Endpoint endpoint{std::string(halves->host), 0};
  if (!read_port(halves->port, endpoint.port) || endpoint.port == 0) {
    return "the port in " + quoted(text) + " is " + quoted(halves->port) + ", not a number from 1 to 65535";
  }
  return endpoint;
}

}  // namespace air780
