#include "sim/control/access_rules.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>

#include "protocol/at/characters.h"

namespace air780 {
namespace {

// Takes as long for a token that is nearly right as for one that is not right at all.
bool same_token(std::string_view given, std::string_view expected) {
  unsigned difference = given.size() == expected.size() ? 0 : 1;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const unsigned bits = static_cast<unsigned char>(given[i]);
    difference |= bits ^ static_cast<unsigned char>(expected[i % expected.size()]);
  }
  return difference == 0;
}

bool equal_without_case(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, {}, upper, upper);
}

// "localhost:8080" gives "localhost", "[::1]:8080" gives "::1".
std::string_view host_name(std::string_view host) {
  if (host.starts_with('[')) {
    const std::size_t bracket = std::min(host.find(']'), host.size() - 1);
    const std::string_view behind = host.substr(bracket + 1);
    return behind.empty() || behind.starts_with(':') ? host.substr(1, bracket - 1) : host;
  }
  return host.substr(0, host.find(':'));
}

bool without_dot(std::string_view host) { return host.find('.') == std::string_view::npos; }

// A page can make a name of its own lead here; it cannot do so with an address.
bool is_address_or_localhost(std::string_view host) {
  boost::system::error_code error;
  boost::asio::ip::make_address(std::string(host_name(host)), error);
  return !error || equal_without_case(host_name(host), "localhost");
}

bool from_page_of_another_site(const RequestCredentials& credentials) {
  constexpr std::string_view scheme = "http://";
  const std::string_view origin = credentials.origin;
  if (origin.empty()) return false;
  return !origin.starts_with(scheme) || !equal_without_case(origin.substr(scheme.size()), credentials.host);
}

}  // namespace

std::optional<ControlResponse> refuse(const AccessRules& rules, const RequestCredentials& credentials) {
  if (from_page_of_another_site(credentials)) {
    return error_response(403, "pages of other sites may not use the control API");
  }
  const bool trustworthy = credentials.host.empty() || is_address_or_localhost(credentials.host) ||
                           (!rules.loopback && (!rules.token.empty() || without_dot(credentials.host)));
  if (!trustworthy) {
    return error_response(403, rules.loopback
                                   ? "the control API is at localhost or an address, not at any other name"
                                   : "without a token the control API is at an address or a name without a dot");
  }
  if (rules.token.empty()) return std::nullopt;
  constexpr std::string_view bearer = "Bearer ";
  const std::string_view given = credentials.authorization;
  if (given.starts_with(bearer) && same_token(given.substr(bearer.size()), rules.token)) return std::nullopt;
  ControlResponse response =
      error_response(401, "the header `Authorization: Bearer TOKEN` with the right token is missing");
  response.headers["WWW-Authenticate"] = "Bearer";
  return response;
}

}  // namespace air780
