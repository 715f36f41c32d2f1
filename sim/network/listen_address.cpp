#include "sim/network/listen_address.h"

#include <boost/asio/io_context.hpp>

namespace air780 {

namespace asio = boost::asio;
using asio::ip::tcp;

boost::system::result<tcp::endpoint, std::string> look_up_listen_address(asio::io_context& context,
                                                                         const Endpoint& address) {
  boost::system::error_code error;
  const auto literal = asio::ip::make_address(address.host, error);
  if (!error) return tcp::endpoint(literal, address.port);
  const auto found = tcp::resolver(context).resolve(address.host, std::to_string(address.port), error);
  if (error) return "cannot listen at " + address.text() + ": " + error.message();
  // The module and its tools think in IPv4.
  for (const auto& entry : found) {
    if (entry.endpoint().address().is_v4()) return entry.endpoint();
  }
  return found.begin()->endpoint();
}

}  // namespace air780
