// Brokers that misbehave, and requests that Paho turns down.
#include "mqtt_rig.h"

namespace air780 {
namespace {

using namespace std::string_literals;
using enum MqttPacketType;

constexpr auto up = MqttDirection::to_broker;

class PahoFailure : public MqttTest {
 protected:
  bool fails() {
    return run_until([&] { return !module_.heard().failures.empty(); });
  }
  Module module_{io_, engine_};
};

TEST_F(PahoFailure, GarbageInsteadOfAConnack) {
  module_.connect(request_of("m"));
  expect_packet(module_, MqttPacketType::connect);
  module_.link().send("HTTP/1.1 400 Bad Request\r\n\r\n");
  ASSERT_TRUE(fails());
  EXPECT_EQ(module_.heard().connected, 0);
  module_.link().cut();
  let_paho_go_round();
  establish(module_, request_of("m"));
}

TEST_F(PahoFailure, GarbageWithinASession) {
  for (const bool clean : {true, false}) {
    for (const std::string& bytes :
         {"\xff\xff\xff\xff\xff\xff"s, "\x30\4\0\xffxy"s, "\x20\2\0\0"s, "\x32\5\0\1t\0\0"s, "\xe0\0"s, "\0\0\0\0"s}) {
      module_.heard().failures.clear();
      establish(module_, request_of("m", clean));
      module_.link().send(bytes);
      ASSERT_TRUE(fails());
      EXPECT_EQ(module_.heard().failures.size(), 1U);
      EXPECT_FALSE(module_.link().wrote(MqttPacketType::disconnect));
      module_.link().cut();
    }
  }
}

TEST_F(PahoFailure, ReservedConnackCode) {
  module_.connect(request_of("m"));
  expect_packet(module_, MqttPacketType::connect);
  module_.link().send(connack_packet(6));
  ASSERT_TRUE(fails());
  EXPECT_TRUE(module_.heard().refused.empty());
}

TEST_F(PahoFailure, NoPingrespEndsTheSessionWithoutADisconnect) {
  MqttConnectRequest request = request_of("m");
  request.keepalive_seconds = 1;
  establish(module_, request);
  expect_packet(module_, pingreq);
  ASSERT_TRUE(fails());
  EXPECT_NE(module_.heard().failures[0].find("PINGRESP"), std::string::npos);
  EXPECT_TRUE(module_.heard().saw(pingreq, up));
  EXPECT_FALSE(module_.link().wrote(MqttPacketType::disconnect));
  module_.link().cut();
}

TEST_F(PahoFailure, APingrespKeepsTheSession) {
  MqttConnectRequest request = request_of("m");
  request.keepalive_seconds = 1;
  establish(module_, request);
  // Another module's long keepalive must not make this one's PINGREQ late: Paho has one clock for all.
  Module other(io_, engine_);
  request.keepalive_seconds = 1000;
  establish(other, request);
  for (int i = 0; i < 2; ++i) {
    expect_packet(module_, pingreq);
    module_.link().send(pingresp_packet());
  }
  EXPECT_TRUE(module_.heard().failures.empty());
  EXPECT_EQ(module_.client().publish({.topic = "t", .payload = "alive"}), MqttRequestResult::accepted);
}

TEST_F(PahoFailure, RequestsThatCannotBecomeAConnect) {
  std::vector<MqttConnectRequest> requests(6, request_of("m"));
  requests[0].client_id = std::string(65536, 'c');
  requests[1].username = "\xff";
  requests[2].username = "a\0b"s;
  requests[3].will = MqttMessage{.topic = "", .payload = "x"};
  requests[4].will = MqttMessage{.topic = "w", .payload = std::string(65536, 'x')};
  requests[5].will = MqttMessage{.topic = "w", .payload = "x", .qos = 3};
  for (const MqttConnectRequest& request : requests) {
    module_.heard().failures.clear();
    module_.connect(request);
    EXPECT_TRUE(fails());
    EXPECT_EQ(module_.link().written(), "");
  }
  establish(module_, request_of("m"));
}

TEST_F(PahoFailure, BytesAfterTheEndAreIgnored) {
  module_.client().link_received("anything");
  module_.client().link_drained();
  establish(module_, request_of("m"));
  module_.client().abandon();
  module_.client().link_received(publish_packet("t", "late"));
  module_.client().link_drained();
  let_paho_go_round();
  EXPECT_TRUE(module_.heard().messages.empty());
}

}  // namespace
}  // namespace air780
