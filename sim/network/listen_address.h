// Where a listener of the program binds: an Endpoint as typed, looked up. Used at start, before the io_context runs.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/system/result.hpp>
#include <string>

#include "sim/network/endpoint.h"

namespace boost::asio {
class io_context;
}

namespace air780 {

// A host name is looked up at once, waiting for the answer; of several addresses the first IPv4 one counts. The error
// names the address and the reason.
boost::system::result<boost::asio::ip::tcp::endpoint, std::string> look_up_listen_address(
    boost::asio::io_context& context, const Endpoint& address);

}  // namespace air780
