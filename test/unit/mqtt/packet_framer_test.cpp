// The framer: the same stream whole, one byte and seven bytes at a time must give the same packets.
#include "sim/mqtt/packet_framer.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "mqtt_rig.h"

namespace air780 {
namespace {

using namespace std::string_literals;
using enum MqttPacketType;

constexpr auto up = MqttDirection::to_broker;
constexpr auto down = MqttDirection::from_broker;

struct Outcome {
  std::vector<std::string> packets;
  std::string broken;
  bool operator==(const Outcome&) const = default;
};

std::string describe(const MqttPacket& packet) {
  return std::string(to_string(packet.type)) + " id " + std::to_string(packet.packet_id) + " code " +
         std::to_string(packet.return_code) + " qos " + std::to_string(packet.qos) + (packet.retain ? " retain" : "") +
         (packet.duplicate ? " dup" : "") + " topic '" + packet.topic + "' payload " +
         std::to_string(packet.payload_size) + " size " + std::to_string(packet.size);
}

Outcome frame(MqttDirection direction, std::string_view bytes, std::size_t chunk) {
  PacketFramer framer(direction);
  Outcome outcome;
  for (std::size_t offset = 0; offset < bytes.size(); offset += chunk) {
    std::string_view rest = bytes.substr(offset, chunk);
    while (!rest.empty() && framer.broken().empty()) {
      const PacketFramer::Step step = framer.take(rest);
      rest.remove_prefix(step.consumed);
      if (step.packet) outcome.packets.push_back(describe(*step.packet));
      if (step.packet) {
        EXPECT_EQ(step.packet->direction, direction);
      }
    }
  }
  outcome.broken = framer.broken();
  return outcome;
}

Outcome frame_all_ways(MqttDirection direction, std::string_view bytes) {
  const Outcome whole = frame(direction, bytes, std::max<std::size_t>(bytes.size(), 1));
  EXPECT_EQ(frame(direction, bytes, 1), whole);
  EXPECT_EQ(frame(direction, bytes, 7), whole);
  return whole;
}

TEST(PacketFramer, SumsUpWhatABrokerSends) {
  const std::string stream = connack_packet(0, true) + connack_packet(5) + suback_packet(7, 2) +
                             suback_packet(8, 0x80) + id_packet(unsuback, 9) +
                             publish_packet("a/b", "payload", 1, 258, true) + publish_packet("t", "") +
                             id_packet(puback, 1) + id_packet(pubrec, 2) + id_packet(pubrel, 3) +
                             id_packet(pubcomp, 65535) + pingresp_packet();
  const Outcome seen = frame_all_ways(down, stream);
  EXPECT_EQ(seen.broken, "");
  const std::vector<std::string> expected = {"CONNACK id 0 code 0 qos 0 topic '' payload 0 size 4",
                                             "CONNACK id 0 code 5 qos 0 topic '' payload 0 size 4",
                                             "SUBACK id 7 code 2 qos 0 topic '' payload 0 size 5",
                                             "SUBACK id 8 code 128 qos 0 topic '' payload 0 size 5",
                                             "UNSUBACK id 9 code 0 qos 0 topic '' payload 0 size 4",
                                             "PUBLISH id 258 code 0 qos 1 retain topic 'a/b' payload 7 size 16",
                                             "PUBLISH id 0 code 0 qos 0 topic 't' payload 0 size 5",
                                             "PUBACK id 1 code 0 qos 0 topic '' payload 0 size 4",
                                             "PUBREC id 2 code 0 qos 0 topic '' payload 0 size 4",
                                             "PUBREL id 3 code 0 qos 0 topic '' payload 0 size 4",
                                             "PUBCOMP id 65535 code 0 qos 0 topic '' payload 0 size 4",
                                             "PINGRESP id 0 code 0 qos 0 topic '' payload 0 size 2"};
  EXPECT_EQ(seen.packets, expected);
}

TEST(PacketFramer, SumsUpWhatAClientSends) {
  const std::string stream = "\x10\x0e\0\4MQTT\4\2\0\x3c\0\2id"s + "\x82\x0c\0\5\0\3a/b\1\0\1c\2"s +
                             "\xa2\5\0\6\0\1x"s + "\x3d\6\0\1t\0\x0aZ"s + "\xc0\0"s + "\xe0\0"s;
  const Outcome seen = frame_all_ways(up, stream);
  EXPECT_EQ(seen.broken, "");
  const std::vector<std::string> expected = {"CONNECT id 0 code 0 qos 0 topic '' payload 0 size 16",
                                             "SUBSCRIBE id 5 code 0 qos 0 topic 'a/b' payload 0 size 14",
                                             "UNSUBSCRIBE id 6 code 0 qos 0 topic 'x' payload 0 size 7",
                                             "PUBLISH id 10 code 0 qos 2 retain dup topic 't' payload 1 size 8",
                                             "PINGREQ id 0 code 0 qos 0 topic '' payload 0 size 2",
                                             "DISCONNECT id 0 code 0 qos 0 topic '' payload 0 size 2"};
  EXPECT_EQ(seen.packets, expected);
}

TEST(PacketFramer, FramesEveryLengthEncoding) {
  for (const std::size_t payload : {0U, 100U, 124U, 125U, 200U, 16379U, 16380U, 70000U, 2100000U}) {
    const std::string packet = publish_packet("t", std::string(payload, '\xE0'));
    const Outcome seen = frame(down, packet + pingresp_packet(), 4093);
    ASSERT_EQ(seen.packets.size(), 2U);
    EXPECT_EQ(seen.packets[0], "PUBLISH id 0 code 0 qos 0 topic 't' payload " + std::to_string(payload) + " size " +
                                   std::to_string(packet.size()));
  }
}

TEST(PacketFramer, TakesTheLongestTopic) {
  const std::string packet = publish_packet(std::string(65535, 'x'), "y", 1, 1);
  const Outcome seen = frame(down, packet, 1000);
  EXPECT_EQ(seen.broken, "");
  EXPECT_EQ(seen.packets.size(), 1U);
}

TEST(PacketFramer, RefusesWhatIsNotMqtt) {
  const std::vector<std::string> broken = {
      "\0\0"s,                    // type 0
      "\xf0\0"s,                  // type 15
      "\x10\2\0\0"s,              // CONNECT from a broker
      "\xe0\0"s,                  // DISCONNECT from a broker
      "\x21\2\0\0"s,              // CONNACK with flags
      "\x20\3\0\0\0"s,            // CONNACK too long
      "\x20\2\2\0"s,              // CONNACK with reserved acknowledge flags
      "\x20\2\0\6"s,              // CONNACK with a reserved code
      "\x36\5\0\1t\0\1"s,         // PUBLISH with QoS 3
      "\x30\4\0\5to"s,            // topic longer than the packet
      "\x32\5\0\3top"s,           // no room for the identifier
      "\x30\3\0\0x"s,             // empty topic
      "\x30\4\0\2t\0"s,           // NUL in the topic
      "\x32\5\0\1t\0\0"s,         // identifier 0
      "\x40\2\0\0"s,              // PUBACK for identifier 0
      "\x60\2\0\1"s,              // PUBREL without its flags
      "\x90\2\0\1"s,              // SUBACK without a code
      "\x90\3\0\1\3"s,            // SUBACK with a code that there is not
      "\xd0\1x"s,                 // PINGRESP with a body
      "\x30\xff\xff\xff\xff\1"s,  // a length of five bytes
  };
  for (const std::string& bytes : broken) {
    const Outcome seen = frame_all_ways(down, bytes);
    EXPECT_NE(seen.broken, "") << ::testing::PrintToString(bytes);
    EXPECT_TRUE(seen.packets.empty());
  }
}

TEST(PacketFramer, TakesNothingMoreOnceBroken) {
  PacketFramer framer(down);
  EXPECT_TRUE(framer.take("\xff"s).packet == std::nullopt);
  ASSERT_NE(framer.broken(), "");
  EXPECT_EQ(framer.take(pingresp_packet()).consumed, 0U);
}

TEST(PacketFramer, SaysWhereItStands) {
  PacketFramer framer(up);
  EXPECT_TRUE(framer.between_packets());
  framer.take("\xe0");
  EXPECT_TRUE(framer.at_disconnect_length());
  EXPECT_FALSE(framer.between_packets());
  framer.take("\0"s);
  EXPECT_TRUE(framer.between_packets());
  framer.take("\xc0");
  EXPECT_FALSE(framer.at_disconnect_length());
}

TEST(PacketFramer, SurvivesRandomBytesTheSameWayHoweverCut) {
  std::mt19937 random(20260101);
  for (int round = 0; round < 3000; ++round) {
    // Mostly valid, so that the damage is met at every depth.
    std::string bytes =
        connack_packet(0) + publish_packet("topic/a", "12345", 2, 77) + suback_packet(3, 1) + id_packet(pubrel, 4);
    for (int i = 0; i < 3; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    frame_all_ways(round % 2 == 0 ? down : up, bytes);
  }
}

}  // namespace
}  // namespace air780
