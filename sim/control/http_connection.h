// One client of the control API: reads its requests one after another, has them answered, and becomes an EventSocket
// when it asks for one. Owned by its own asynchronous operations; known to the server, which may close it.
// One thread, the one that runs the io_context.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include "sim/control/connection.h"

namespace air780 {

// Adds the new connection to ports.open; `ports` stay until it has been closed.
void serve_http(boost::asio::ip::tcp::socket socket, const ConnectionPorts& ports);

}  // namespace air780
