// Reading a CONNECT's client identifier, and exchanging it.
#include "sim/mqtt/connect_packet.h"

#include <gtest/gtest.h>

#include "mqtt_rig.h"

namespace air780 {
namespace {

using namespace std::string_literals;
using Status = ConnectStart::Status;

// CONNECT of client "abc" with a user name after it.
const std::string connect_abc = "\x10\x13\0\4MQTT\4\x82\0\x3c\0\3abc\0\2me"s;

TEST(ConnectPacket, ReadsTheIdentifierAsSoonAsItIsThere) {
  const std::size_t enough = 17;
  for (std::size_t size = 0; size < connect_abc.size(); ++size) {
    const ConnectStart start = read_connect_start(connect_abc.substr(0, size));
    EXPECT_EQ(start.status, size < enough ? Status::incomplete : Status::complete) << size;
    if (size >= enough) {
      EXPECT_EQ(start.client_id, "abc");
    }
  }
}

TEST(ConnectPacket, ReadsAnEmptyIdentifier) {
  const ConnectStart start = read_connect_start("\x10\x0c\0\4MQTT\4\2\0\x3c\0\0"s);
  EXPECT_EQ(start.status, Status::complete);
  EXPECT_EQ(start.client_id, "");
}

TEST(ConnectPacket, RefusesEverythingElse) {
  for (const std::string& bytes : {"GET / HTTP/1.1\r\n"s, "\x30\5"s, "\x10\xff\xff\xff\xff"s, "\x10\x0c\0\6MQIsdp\3"s,
                                   "\x10\x0c\0\4MQTT\5"s, "\x10\x05\0\4MQTT\4"s, "\x10\x0c\0\4MQTT\4\2\0\x3c\0\5"s}) {
    EXPECT_EQ(read_connect_start(bytes).status, Status::not_connect) << ::testing::PrintToString(bytes);
  }
}

TEST(ConnectPacket, PutsAnotherIdentifierInItsPlace) {
  const ConnectStart start = read_connect_start(connect_abc);
  EXPECT_EQ(with_client_id(connect_abc, start, ""), "\x10\x10\0\4MQTT\4\x82\0\x3c\0\0\0\2me"s);
  EXPECT_EQ(with_client_id(connect_abc, start, "abc"), connect_abc);
  EXPECT_EQ(with_client_id(connect_abc, start, "longer"), "\x10\x16\0\4MQTT\4\x82\0\x3c\0\6longer\0\2me"s);
}

TEST(ConnectPacket, GrowsTheLengthFieldWithTheIdentifier) {
  const ConnectStart start = read_connect_start(connect_abc);
  for (const std::size_t size : {100U, 127U, 300U, 20000U, 65535U}) {
    const std::string id(size, 'i');
    const std::string changed = with_client_id(connect_abc, start, id);
    EXPECT_EQ(packet_size(changed), changed.size());
    EXPECT_EQ(read_connect_start(changed).client_id, id);
  }
}

}  // namespace
}  // namespace air780
