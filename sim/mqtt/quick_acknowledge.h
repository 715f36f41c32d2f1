// Acknowledging at once what Paho writes.
// Pure system call, usable on any thread.
#pragma once

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <boost/asio/ip/tcp.hpp>

namespace air780 {

// To be called after every read, since Linux forgets the option with time. Without it Paho's sockets, which have no
// TCP_NODELAY, wait 40 ms for our acknowledgement between two small writes.
inline void acknowledge_quickly(boost::asio::ip::tcp::socket& socket) {
  const int on = 1;
  ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

}  // namespace air780
