#include "sim/trace/tcp_packet.h"

#include <arpa/inet.h>

#include <array>

namespace air780 {
namespace {

constexpr std::size_t ipv4_size = 4;
constexpr std::size_t ipv4_header = 20;
constexpr std::size_t tcp_header = 20;
constexpr char protocol_tcp = 6;
constexpr char hop_limit = 64;
constexpr std::size_t checksum_in_ipv4 = 10;
constexpr std::size_t checksum_in_tcp = 16;

void put16(std::string& out, std::size_t value) {
  out += static_cast<char>(value >> 8 & 0xFF);
  out += static_cast<char>(value & 0xFF);
}

void put32(std::string& out, std::uint32_t value) {
  put16(out, value >> 16);
  put16(out, value & 0xFFFF);
}

// RFC 1071.
std::uint16_t checksum(std::string_view bytes) {
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    sum += at % 2 == 0 ? static_cast<std::uint32_t>(byte) << 8 : byte;
  }
  while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

void set16(std::string& out, std::size_t at, std::uint16_t value) {
  out[at] = static_cast<char>(value >> 8);
  out[at + 1] = static_cast<char>(value & 0xFF);
}

std::string tcp_bytes(const WireAddress& from, const WireAddress& to, const TcpSegment& segment) {
  std::string tcp;
  put16(tcp, from.port);
  put16(tcp, to.port);
  put32(tcp, segment.sequence);
  put32(tcp, segment.acknowledged);
  tcp += static_cast<char>(tcp_header / 4 << 4);
  tcp += static_cast<char>(segment.flags);
  put16(tcp, 0xFFFF);  // window
  put32(tcp, 0);       // checksum, urgent pointer
  tcp += segment.bytes;
  // What the checksum covers besides: in IPv4 and in IPv6 it comes to the same sum.
  std::string pseudo = from.bytes + to.bytes;
  put16(pseudo, static_cast<std::size_t>(protocol_tcp));
  put16(pseudo, tcp.size());
  set16(tcp, checksum_in_tcp, checksum(pseudo + tcp));
  return tcp;
}

std::string ipv4_bytes(const WireAddress& from, const WireAddress& to, std::size_t payload) {
  std::string ip = "\x45";
  ip += '\0';  // type of service
  put16(ip, ipv4_header + payload);
  put16(ip, 0);       // identification: not of use to what is not fragmented
  put16(ip, 0x4000);  // don't fragment
  ip += hop_limit;
  ip += protocol_tcp;
  put16(ip, 0);
  ip += from.bytes + to.bytes;
  set16(ip, checksum_in_ipv4, checksum(ip));
  return ip;
}

std::string ipv6_bytes(const WireAddress& from, const WireAddress& to, std::size_t payload) {
  std::string ip = "\x60";
  ip.append(3, '\0');
  put16(ip, payload);
  ip += protocol_tcp;
  ip += hop_limit;
  return ip + from.bytes + to.bytes;
}

}  // namespace

WireAddress wire_address(const Endpoint& endpoint) {
  std::array<char, 16> bytes{};
  const bool six = ::inet_pton(AF_INET6, endpoint.host.c_str(), bytes.data()) == 1;
  if (!six) ::inet_pton(AF_INET, endpoint.host.c_str(), bytes.data());
  return {{bytes.data(), six ? bytes.size() : ipv4_size}, endpoint.port};
}

std::string ip_packet(const WireAddress& from, const WireAddress& to, const TcpSegment& segment) {
  const std::string tcp = tcp_bytes(from, to, segment);
  const bool four = from.bytes.size() == ipv4_size;
  return (four ? ipv4_bytes(from, to, tcp.size()) : ipv6_bytes(from, to, tcp.size())) + tcp;
}

}  // namespace air780
