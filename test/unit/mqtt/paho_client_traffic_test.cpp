// What is published, subscribed to and received within a session.
#include <algorithm>
#include <map>
#include <utility>

#include "mqtt_rig.h"

namespace air780 {
namespace {

using namespace std::string_literals;
using enum MqttPacketType;

constexpr auto up = MqttDirection::to_broker;
constexpr auto down = MqttDirection::from_broker;

std::string all_byte_values(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 7);
  return bytes;
}

class PahoTraffic : public MqttTest {
 protected:
  void SetUp() override { establish(module_, request_of("m")); }
  // A packet of this type and direction has been told to the observer.
  bool hears(MqttPacketType type, MqttDirection direction) {
    return run_until([&] { return module_.heard().saw(type, direction); });
  }

  Module module_{io_, engine_};
};

TEST_F(PahoTraffic, PublishesWithQos0) {
  EXPECT_EQ(module_.client().publish({.topic = "a/b", .payload = "hello", .qos = 0, .retain = true}),
            MqttRequestResult::accepted);
  const ReadPublish read = read_publish(expect_packet(module_, publish));
  EXPECT_EQ(read.topic, "a/b");
  EXPECT_EQ(read.payload, "hello");
  EXPECT_EQ(read.qos, 0);
  EXPECT_TRUE(read.retain);
  ASSERT_TRUE(hears(publish, up));
  const MqttPacket& seen = module_.heard().packets.back();
  EXPECT_EQ(seen.topic, "a/b");
  EXPECT_EQ(seen.payload_size, 5U);
  EXPECT_TRUE(seen.retain);
}

TEST_F(PahoTraffic, PublishesWithQos1) {
  module_.client().publish({.topic = "t", .payload = "x", .qos = 1});
  const ReadPublish read = read_publish(expect_packet(module_, publish));
  EXPECT_EQ(read.qos, 1);
  module_.link().send(id_packet(puback, read.id));
  ASSERT_TRUE(hears(puback, down));
  EXPECT_EQ(module_.heard().packets.back().packet_id, read.id);
}

TEST_F(PahoTraffic, PublishesWithQos2) {
  module_.client().publish({.topic = "t", .payload = "x", .qos = 2});
  const ReadPublish read = read_publish(expect_packet(module_, publish));
  EXPECT_EQ(read.qos, 2);
  module_.link().send(id_packet(pubrec, read.id));
  EXPECT_EQ(read_id(expect_packet(module_, pubrel)), read.id);
  module_.link().send(id_packet(pubcomp, read.id));
  EXPECT_TRUE(hears(pubcomp, down));
}

TEST_F(PahoTraffic, ReceivesWithEachQos) {
  module_.link().send(publish_packet("q0", "zero", 0, 0, true));
  module_.link().send(publish_packet("q1", "one", 1, 11));
  EXPECT_EQ(read_id(expect_packet(module_, puback)), 11);
  module_.link().send(publish_packet("q2", "two", 2, 12));
  EXPECT_EQ(read_id(expect_packet(module_, pubrec)), 12);
  module_.link().send(publish_packet("q2", "two", 2, 12));  // again: still one message
  EXPECT_EQ(read_id(expect_packet(module_, pubrec)), 12);
  module_.link().send(id_packet(pubrel, 12));
  EXPECT_EQ(read_id(expect_packet(module_, pubcomp)), 12);
  module_.link().send(publish_packet("q0", "last"));
  ASSERT_TRUE(run_until([&] { return module_.heard().messages.size() >= 4; }));
  ASSERT_EQ(module_.heard().messages.size(), 4U);
  const auto& messages = module_.heard().messages;
  EXPECT_EQ(messages[0].payload, "zero");
  EXPECT_TRUE(messages[0].retain);
  EXPECT_EQ(messages[1].payload, "one");
  EXPECT_EQ(messages[1].qos, 1);
  EXPECT_EQ(messages[2].payload, "two");
  EXPECT_EQ(messages[2].qos, 2);
  EXPECT_EQ(messages[2].topic, "q2");
}

TEST_F(PahoTraffic, SubscribesAndIsTurnedDown) {
  EXPECT_EQ(module_.client().subscribe("good/#", 2), MqttRequestResult::accepted);
  const std::string good = expect_packet(module_, subscribe);
  EXPECT_EQ(good.substr(4), "\0\6good/#\2"s);
  module_.link().send(suback_packet(read_id(good), 2));
  ASSERT_TRUE(hears(MqttPacketType::suback, down));
  EXPECT_EQ(module_.heard().packets.back().return_code, 2);
  EXPECT_EQ(module_.client().subscribe("bad", 0), MqttRequestResult::accepted);
  module_.link().send(suback_packet(read_id(expect_packet(module_, subscribe)), 0x80));
  ASSERT_TRUE(run_until([&] { return module_.heard().packets.back().return_code == 0x80; }));
  EXPECT_EQ(module_.client().unsubscribe("good/#"), MqttRequestResult::accepted);
  const std::string gone = expect_packet(module_, unsubscribe);
  module_.link().send(id_packet(unsuback, read_id(gone)));
  EXPECT_TRUE(hears(unsuback, down));
}

TEST_F(PahoTraffic, PublishesAnyBytes) {
  for (int qos = 0; qos <= 2; ++qos) {
    const std::string payload = all_byte_values(4100);
    EXPECT_EQ(module_.client().publish({.topic = "t", .payload = payload, .qos = qos}), MqttRequestResult::accepted);
    EXPECT_EQ(read_publish(expect_packet(module_, publish)).payload, payload);
  }
  module_.client().publish({.topic = "t", .payload = {}});
  EXPECT_EQ(read_publish(expect_packet(module_, publish)).payload, "");
}

TEST_F(PahoTraffic, PublishesMuchMoreThanSocketsHold) {
  const std::string payload = all_byte_values(300000);
  for (int i = 0; i < 40; ++i) {
    ASSERT_EQ(module_.client().publish({.topic = "t", .payload = payload, .qos = i % 2}), MqttRequestResult::accepted);
  }
  for (int i = 0; i < 40; ++i) EXPECT_EQ(read_publish(expect_packet(module_, publish)).payload, payload);
}

TEST_F(PahoTraffic, ReceivesAMegabyteInPieces) {
  for (int qos = 0; qos <= 2; ++qos) {
    const std::string payload = all_byte_values(1024 * 1024);
    const std::string packet = publish_packet("big", payload, qos, 21);
    std::size_t given = 0;
    module_.heard().messages.clear();
    ASSERT_TRUE(run_until([&] {
      if (given < packet.size() && !module_.link().paused()) {
        module_.client().link_received(std::string_view(packet).substr(given, 16000));
        given = std::min(given + 16000, packet.size());
      }
      for (const std::string& answer : std::exchange(module_.link().packets(), {})) {
        if (type_of(answer) == pubrec) module_.link().send(id_packet(pubrel, read_id(answer)));
      }
      return !module_.heard().messages.empty();
    }));
    EXPECT_EQ(module_.heard().messages.at(0).payload, payload);
  }
}

TEST_F(PahoTraffic, ReceivesInPiecesOfOneByteAndSeven) {
  const std::string stream =
      publish_packet("a", "one", 1, 5) + pingresp_packet() + publish_packet("b", all_byte_values(300));
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, stream.size()}) {
    module_.heard().messages.clear();
    for (std::size_t offset = 0; offset < stream.size(); offset += piece) {
      module_.client().link_received(std::string_view(stream).substr(offset, piece));
    }
    ASSERT_TRUE(run_until([&] { return module_.heard().messages.size() == 2; }));
    EXPECT_EQ(module_.heard().messages[1].payload, all_byte_values(300));
  }
}

TEST_F(PahoTraffic, RefusesWhatMqttCannotCarry) {
  MqttClient& client = module_.client();
  EXPECT_EQ(client.publish({.topic = "", .payload = "x"}), MqttRequestResult::rejected);
  EXPECT_EQ(client.publish({.topic = std::string(65536, 't'), .payload = "x"}), MqttRequestResult::rejected);
  EXPECT_EQ(client.publish({.topic = "a\0b"s, .payload = "x"}), MqttRequestResult::bad_utf8);
  EXPECT_EQ(client.publish({.topic = "\xff\xfe", .payload = "x"}), MqttRequestResult::bad_utf8);
  EXPECT_EQ(client.publish({.topic = "t", .payload = "x", .qos = 3}), MqttRequestResult::rejected);
  EXPECT_EQ(client.subscribe("\xc0", 0), MqttRequestResult::bad_utf8);
  EXPECT_EQ(client.subscribe("t", -1), MqttRequestResult::rejected);
  EXPECT_EQ(client.unsubscribe(""), MqttRequestResult::rejected);
  EXPECT_EQ(client.publish({.topic = "t", .payload = "good"}), MqttRequestResult::accepted);
  EXPECT_EQ(read_publish(expect_packet(module_, publish)).payload, "good");
}

TEST_F(PahoTraffic, KeepsTheOrderOfTheWire) {
  module_.link().answer_by_itself();
  for (int i = 0; i < 200; ++i) module_.client().publish({.topic = "t", .payload = std::to_string(i), .qos = 2});
  ASSERT_TRUE(run_until([&] {
    return std::count_if(module_.heard().packets.begin(), module_.heard().packets.end(),
                         [](const MqttPacket& packet) { return packet.type == pubcomp; }) == 200;
  }));
  // For each identifier: PUBLISH, PUBREC, PUBREL, PUBCOMP.
  std::map<int, std::vector<MqttPacketType>> exchanges;
  for (const MqttPacket& packet : module_.heard().packets) {
    if (packet.packet_id != 0) exchanges[packet.packet_id].push_back(packet.type);
  }
  EXPECT_EQ(exchanges.size(), 200U);
  for (const auto& [id, types] : exchanges) {
    EXPECT_EQ(types, (std::vector<MqttPacketType>{publish, pubrec, pubrel, pubcomp})) << id;
  }
}

}  // namespace
}  // namespace air780
