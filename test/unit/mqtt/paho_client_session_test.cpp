// How sessions begin, end and follow one another.
#include "mqtt_rig.h"
#include "sim/mqtt/connect_packet.h"

namespace air780 {
namespace {

using namespace std::string_literals;
using enum MqttPacketType;

constexpr auto up = MqttDirection::to_broker;
constexpr auto down = MqttDirection::from_broker;

class PahoSession : public MqttTest {
 protected:
  Module module_{io_, engine_};
};

TEST_F(PahoSession, ConnectsOverTheLink) {
  MqttConnectRequest request = request_of("module-1");
  request.username = "user";
  request.password = "p\0w"s;
  request.keepalive_seconds = 300;
  request.will = MqttMessage{.topic = "will/t", .payload = "\0\1\xff"s, .qos = 1, .retain = true};
  module_.connect(request);
  const std::string connect = expect_packet(module_, MqttPacketType::connect);
  EXPECT_EQ(connect.substr(fixed_header_size(connect)),
            "\0\4MQTT\4\xee\1\x2c\0\x08module-1\0\6will/t\0\3\0\1\xff\0\4user\0\3p\0w"s);
  EXPECT_EQ(packet_size(connect), connect.size());
  module_.link().send(connack_packet(0));
  ASSERT_TRUE(run_until([&] { return module_.heard().connected == 1; }));
  EXPECT_FALSE(module_.heard().session_present);
  ASSERT_EQ(module_.heard().packets.size(), 2U);
  EXPECT_EQ(module_.heard().packets[0].type, MqttPacketType::connect);
  EXPECT_EQ(module_.heard().packets[0].size, connect.size());
  EXPECT_EQ(module_.heard().packets[1].type, MqttPacketType::connack);
}

TEST_F(PahoSession, TakesAUserNameWithoutAPasswordAndTheShortestKeepalive) {
  MqttConnectRequest request = request_of("m");
  request.username = "only";
  request.keepalive_seconds = 1;
  module_.connect(request);
  const std::string connect = expect_packet(module_, MqttPacketType::connect);
  EXPECT_EQ(connect.substr(2), "\0\4MQTT\4\x82\0\1\0\1m\0\4only"s);
}

TEST_F(PahoSession, TakesTheLongestKeepaliveAndAnEmptyWill) {
  MqttConnectRequest request = request_of("m");
  request.keepalive_seconds = 65535;
  request.will = MqttMessage{.topic = "w", .payload = {}};
  module_.connect(request);
  const std::string connect = expect_packet(module_, MqttPacketType::connect);
  EXPECT_EQ(connect.substr(2), "\0\4MQTT\4\6\xff\xff\0\1m\0\1w\0\0"s);
}

TEST_F(PahoSession, TakesAnEmptyAndAVeryLongClientIdentifier) {
  for (const std::size_t size : {0U, 23U, 200U, 65535U}) {
    const std::string id(size, 'i');
    establish(module_, request_of(id));
    EXPECT_EQ(read_connect_start(module_.link().written()).client_id, id);
    module_.client().abandon();
  }
  EXPECT_EQ(module_.heard().connected, 4);
}

TEST_F(PahoSession, AcceptsAPublishFromInsideConnected) {
  MqttRequestResult result = MqttRequestResult::rejected;
  module_.heard().on_connected = [&] { result = module_.client().publish({.topic = "t", .payload = "now"}); };
  establish(module_, request_of("m"));
  EXPECT_EQ(result, MqttRequestResult::accepted);
  EXPECT_EQ(read_publish(expect_packet(module_, publish)).payload, "now");
}

TEST_F(PahoSession, IsRefusedWithEachCodeAndConnectsAfterwards) {
  for (int code = 1; code <= 5; ++code) {
    module_.connect(request_of("m"));
    expect_packet(module_, MqttPacketType::connect);
    module_.link().send(connack_packet(code));
    ASSERT_TRUE(run_until([&] { return module_.heard().refused.size() == static_cast<std::size_t>(code); }));
    EXPECT_EQ(module_.heard().refused.back(), code);
    EXPECT_EQ(module_.heard().packets.back().return_code, code);
    module_.link().cut();
    let_paho_go_round();
  }
  EXPECT_EQ(module_.heard().connected, 0);
  EXPECT_TRUE(module_.heard().failures.empty());
  establish(module_, request_of("m"));
}

TEST_F(PahoSession, ConnectsAgainOverTheSameLinkAfterARefusal) {
  auto client = engine_.make_client();
  Recorder heard;
  client->set_observer(&heard);
  FakeLink link(io_, *client);
  client->connect(request_of("m"), link);
  ASSERT_TRUE(run_until([&] { return link.packets().size() == 1; }));
  link.send(connack_packet(4));
  ASSERT_TRUE(run_until([&] { return !heard.refused.empty(); }));
  client->connect(request_of("m"), link);
  ASSERT_TRUE(run_until([&] { return link.packets().size() == 2; }));
  link.send(connack_packet(0));
  EXPECT_TRUE(run_until([&] { return heard.connected == 1; }));
}

TEST_F(PahoSession, AbandonLeavesTheLinkWithoutADisconnect) {
  establish(module_, request_of("m"));
  module_.link().cut();
  module_.client().abandon();
  EXPECT_EQ(module_.client().publish({.topic = "t", .payload = "x"}), MqttRequestResult::not_connected);
  let_paho_go_round();
  EXPECT_FALSE(module_.link().wrote(MqttPacketType::disconnect));
  EXPECT_TRUE(module_.heard().failures.empty());
}

TEST_F(PahoSession, TheObserverHearsNothingAfterAbandon) {
  module_.connect(request_of("m"));
  expect_packet(module_, MqttPacketType::connect);
  module_.client().link_received(connack_packet(0));
  const std::size_t before = module_.heard().packets.size();
  module_.client().abandon();
  module_.link().cut();
  let_paho_go_round();
  EXPECT_EQ(module_.heard().packets.size(), before);
  EXPECT_EQ(module_.heard().connected, 0);
}

TEST_F(PahoSession, TheObserverIsNeverCalledFromInsideACall) {
  module_.heard().inside_call = true;
  module_.connect(request_of("m"));
  module_.heard().inside_call = false;
  expect_packet(module_, MqttPacketType::connect);
  module_.heard().inside_call = true;
  module_.client().link_received(connack_packet(0));
  module_.heard().inside_call = false;
  ASSERT_TRUE(run_until([&] { return module_.heard().connected == 1; }));
  module_.heard().inside_call = true;
  module_.client().publish({.topic = "t", .payload = "x"});
  module_.client().link_received("garbage");
  module_.heard().inside_call = false;
  EXPECT_TRUE(run_until([&] { return module_.heard().failures.size() == 1; }));
}

TEST_F(PahoSession, DisconnectSaysSoBeforeItIsDone) {
  establish(module_, request_of("m"));
  bool done = false;
  module_.client().disconnect([&] {
    done = true;
    EXPECT_TRUE(module_.link().wrote(MqttPacketType::disconnect));
    EXPECT_TRUE(module_.heard().saw(MqttPacketType::disconnect, up));
  });
  EXPECT_FALSE(done);
  ASSERT_TRUE(run_until([&] { return done; }));
  EXPECT_EQ(module_.link().written().substr(module_.link().written().size() - 2), "\xe0\0"s);
  EXPECT_TRUE(module_.heard().failures.empty());
}

TEST_F(PahoSession, DisconnectComesAfterWhatWasAskedForBefore) {
  establish(module_, request_of("m"));
  for (int i = 0; i < 5; ++i) module_.client().publish({.topic = "t", .payload = std::to_string(i), .qos = i % 3});
  bool done = false;
  module_.client().disconnect([&] { done = true; });
  ASSERT_TRUE(run_until([&] { return done; }));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(read_publish(expect_packet(module_, publish)).payload, std::to_string(i));
  expect_packet(module_, MqttPacketType::disconnect);
}

TEST_F(PahoSession, DisconnectWithoutASessionIsDoneAllTheSame) {
  int done = 0;
  module_.client().disconnect([&] { done += 1; });
  ASSERT_TRUE(run_until([&] { return done == 1; }));
  module_.connect(request_of("m"));
  module_.client().disconnect([&] { done += 1; });
  ASSERT_TRUE(run_until([&] { return done == 2; }));
}

TEST_F(PahoSession, AbandonWhileDisconnecting) {
  establish(module_, request_of("m"));
  module_.client().disconnect([] { FAIL() << "abandoned before it was done"; });
  module_.client().abandon();
  module_.link().cut();
  let_paho_go_round();
  establish(module_, request_of("m"));
}

TEST_F(PahoSession, ConnectsRightAfterAbandonInEveryState) {
  for (const bool clean : {true, false}) {
    const MqttConnectRequest request = request_of("m", clean);
    module_.connect(request);  // nothing from Paho yet
    module_.client().abandon();
    module_.connect(request);
    expect_packet(module_, MqttPacketType::connect);  // no CONNACK yet
    module_.client().abandon();
    module_.connect(request);
    expect_packet(module_, MqttPacketType::connect);
    module_.client().link_received(connack_packet(0));  // accepted, and Paho does not know yet
    module_.client().abandon();
    establish(module_, request);
    module_.client().abandon();
    establish(module_, request);
    module_.client().abandon();
  }
  EXPECT_EQ(module_.heard().connected, 4);
  EXPECT_TRUE(module_.heard().failures.empty());
}

TEST_F(PahoSession, ConnectWithoutAbandonReplacesTheSession) {
  establish(module_, request_of("m"));
  establish(module_, request_of("m"));
  establish(module_, request_of("n"));
  EXPECT_TRUE(module_.heard().failures.empty());
}

TEST_F(PahoSession, ManyClientsAtOnceEachOverItsOwnLink) {
  std::vector<std::unique_ptr<Module>> modules;
  for (int i = 0; i < 20; ++i) modules.push_back(std::make_unique<Module>(io_, engine_));
  for (std::size_t i = 0; i < modules.size(); ++i) {
    // Identifiers empty and repeated; the will says whose CONNECT it is.
    MqttConnectRequest request = request_of(i % 3 == 0 ? "" : "same");
    request.will = MqttMessage{.topic = "will-of-" + std::to_string(i), .payload = "gone"};
    modules[i]->connect(request);
    modules[i]->link().answer_by_itself();
  }
  ASSERT_TRUE(run_until([&] {
    return std::all_of(modules.begin(), modules.end(), [](const auto& module) { return module->heard().connected; });
  }));
  for (std::size_t i = 0; i < modules.size(); ++i) {
    EXPECT_NE(modules[i]->link().written().find("will-of-" + std::to_string(i) + "\0\4gone"s), std::string::npos);
    modules[i]->client().publish({.topic = "t", .payload = "from-" + std::to_string(i), .qos = 2});
  }
  for (std::size_t i = 0; i < modules.size(); ++i) {
    EXPECT_TRUE(run_until([&] { return modules[i]->heard().saw(pubcomp, down); }));
    EXPECT_NE(modules[i]->link().written().find("from-" + std::to_string(i)), std::string::npos);
  }
}

}  // namespace
}  // namespace air780
