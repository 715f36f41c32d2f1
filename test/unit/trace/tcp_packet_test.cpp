#include "sim/trace/tcp_packet.h"

#include <gmock/gmock.h>

namespace air780 {
namespace {

using namespace std::string_literals;

// The headers by hand, field by field (RFC 791 §3.1, RFC 9293 §3.1).
TEST(TcpPacket, HasTheHeadersOfTheWire) {
  const WireAddress from = wire_address({"192.168.1.2", 0x1234});
  const WireAddress to = wire_address({"10.0.0.1", 1883});
  const std::string packet = ip_packet(
      from, to, {.sequence = 1, .acknowledged = 2, .flags = TcpSegment::psh | TcpSegment::ack, .bytes = "abc"});
  EXPECT_EQ(packet.substr(0, 20), "\x45\x00\x00\x2b\x00\x00\x40\x00\x40\x06\x6f\x22\xc0\xa8\x01\x02\x0a\x00\x00\x01"s);
  EXPECT_EQ(packet.substr(20),
            "\x12\x34\x07\x5b\x00\x00\x00\x01\x00\x00\x00\x02\x50\x18\xff\xff\x06\x2a\x00\x00"s + "abc");
}

// The receiver's check of RFC 1071: the sum over everything, checksum included, is all ones.
std::uint32_t folded_sum(const std::string& bytes) {
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    sum += static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at])) << 8;
    if (at + 1 < bytes.size()) sum += static_cast<unsigned char>(bytes[at + 1]);
  }
  while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
  return sum;
}

class TcpPacketChecksum : public testing::TestWithParam<std::size_t> {};

TEST_P(TcpPacketChecksum, IsRight) {
  std::string bytes(GetParam(), '\0');
  for (std::size_t at = 0; at < bytes.size(); ++at) bytes[at] = static_cast<char>(at * 31 + 200);
  const WireAddress from = wire_address({"127.0.0.1", 65535});
  const WireAddress to = wire_address({"203.0.113.77", 8883});
  const std::string packet =
      ip_packet(from, to, {.sequence = 0xFFFFFFF0, .acknowledged = 7, .flags = TcpSegment::ack, .bytes = bytes});
  ASSERT_EQ(packet.size(), 40 + bytes.size());
  EXPECT_EQ(folded_sum(packet.substr(0, 20)), 0xFFFFU) << "of the IP header";
  const std::size_t tcp = packet.size() - 20;
  const std::string pseudo =
      packet.substr(12, 8) + "\0\x06"s + static_cast<char>(tcp >> 8) + static_cast<char>(tcp & 0xFF);
  EXPECT_EQ(folded_sum(pseudo + packet.substr(20)), 0xFFFFU) << "of the segment";
}

INSTANTIATE_TEST_SUITE_P(OfSizes, TcpPacketChecksum, testing::Values(0, 1, 2, 3, 1459, 1460));

TEST(TcpPacket, OfIPv6HasItsLongerHeader) {
  const std::string packet =
      ip_packet(wire_address({"::1", 1}), wire_address({"2001:db8::2", 2}), {.flags = TcpSegment::syn});
  ASSERT_EQ(packet.size(), 60U);
  EXPECT_EQ(packet.substr(0, 8), "\x60\0\0\0\0\x14\x06\x40"s);
  EXPECT_EQ(packet.substr(8, 16), std::string(15, '\0') + "\1");
  const std::string pseudo = packet.substr(8, 32) + "\0\0\0\x14\0\0\0\x06"s;
  EXPECT_EQ(folded_sum(pseudo + packet.substr(40)), 0xFFFFU);
}

}  // namespace
}  // namespace air780
