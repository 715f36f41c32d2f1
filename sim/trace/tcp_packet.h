// TCP segments in IP packets, as they would have been on the wire. Pure: values in, bytes out; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/network/endpoint.h"

namespace air780 {

// One end of a connection: an IPv4 or IPv6 address (4 or 16 bytes in network order) and a port.
struct WireAddress {
  std::string bytes;
  std::uint16_t port = 0;
};

// Of an endpoint that holds an address; a name becomes 0.0.0.0.
WireAddress wire_address(const Endpoint& endpoint);

struct TcpSegment {
  static constexpr std::uint8_t fin = 0x01, syn = 0x02, rst = 0x04, psh = 0x08, ack = 0x10;

  std::uint32_t sequence = 0;
  std::uint32_t acknowledged = 0;
  std::uint8_t flags = 0;
  std::string_view bytes = {};  // at most 65,000
};

// The packet from its IP header on, with its checksums. Both addresses must be of one kind.
std::string ip_packet(const WireAddress& from, const WireAddress& to, const TcpSegment& segment);

}  // namespace air780
