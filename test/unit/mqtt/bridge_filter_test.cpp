// The bridge with a filter: packets pass whole, each meeting the fate the filter gave it; and Paho's own books survive.
#include "bridge_rig.h"

namespace air780 {
namespace {

using namespace std::string_literals;
using enum MqttPacketType;

PacketFate fate(void (*set)(PacketFate&)) {
  PacketFate made;
  set(made);
  return made;
}
const PacketFate dropped = fate([](PacketFate& made) { made.dropped = true; });
const PacketFate duplicated = fate([](PacketFate& made) { made.duplicated = true; });
const PacketFate delayed = fate([](PacketFate& made) { made.delay = std::chrono::milliseconds(50); });
PacketFate recoded(int code) {
  PacketFate made;
  made.return_code = code;
  return made;
}

// Gives every packet of one type and direction a fate, so many times.
class Fates final : public PacketFilter {
 public:
  PacketFate packet_passes(const MqttPacket& packet) override {
    asked.push_back(packet.type);
    if (packet.type != type || packet.direction != direction || times == 0) return {};
    --times;
    if (then) then();
    return fate;
  }
  MqttPacketType type = pingreq;
  MqttDirection direction = MqttDirection::from_broker;
  PacketFate fate;
  int times = 1000;
  std::function<void()> then;
  std::vector<MqttPacketType> asked;
};

// Made before the fixture that asks it.
struct OwnsFates {
  Fates fates_;
};

class FilteredBridge : protected OwnsFates, public BridgeTest {
 protected:
  FilteredBridge() : BridgeTest(&fates_) {}

  void set(MqttPacketType type, MqttDirection direction, const PacketFate& fate, int times = 1000) {
    fates_.type = type;
    fates_.direction = direction;
    fates_.fate = fate;
    fates_.times = times;
  }
  std::size_t seen(MqttPacketType type) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(packets_, [type](const MqttPacket& packet) { return packet.type == type; }));
  }

  const std::string ping_ = "\xc0\0"s;
};

TEST_F(FilteredBridge, PassesEverythingWholeHoweverItIsCut) {
  const std::string down = connack_packet(0) + publish_packet("t", std::string(3000, 'x'), 1, 7) + pingresp_packet();
  for (const char byte : down) bridge_->link_received(std::string_view(&byte, 1));
  paho_writes(ping_ + ping_.substr(0, 1));
  paho_writes(ping_.substr(1));
  EXPECT_TRUE(run_until([&] { return paho_read() == down && link_.written() == connect_ + ping_ + ping_; }));
  EXPECT_EQ(fates_.asked.size(), 6U);
  EXPECT_EQ(packets_.size(), 6U);
}

TEST_F(FilteredBridge, DropsOnePacketAndNothingElse) {
  set(puback, MqttDirection::from_broker, dropped, 1);
  bridge_->link_received(connack_packet(0) + id_packet(puback, 1) + id_packet(puback, 2));
  EXPECT_TRUE(run_until([&] { return paho_read() == connack_packet(0) + id_packet(puback, 2); }));
  EXPECT_EQ(seen(puback), 1U) << "a packet that never came is not seen";
}

TEST_F(FilteredBridge, APacketDroppedOnItsWayOutWasWrittenAllTheSame) {
  set(pingreq, MqttDirection::to_broker, dropped, 1);
  paho_writes(ping_ + "\xc0\0"s);
  EXPECT_TRUE(run_until([&] { return link_.written() == connect_ + ping_; }));
  EXPECT_EQ(seen(pingreq), 2U);
}

TEST_F(FilteredBridge, DuplicatesBothWays) {
  set(pingreq, MqttDirection::to_broker, duplicated);
  paho_writes(ping_);
  EXPECT_TRUE(run_until([&] { return link_.written() == connect_ + ping_ + ping_; }));
  set(publish, MqttDirection::from_broker, duplicated);
  const std::string message = publish_packet("t", "x");
  bridge_->link_received(connack_packet(0) + message);
  EXPECT_TRUE(run_until([&] { return paho_read() == connack_packet(0) + message + message; }));
  EXPECT_EQ(seen(publish), 2U);
}

TEST_F(FilteredBridge, ADuplicatedConnackEndsTheSessionAsAClientWould) {
  set(connack, MqttDirection::from_broker, duplicated);
  bridge_->link_received(connack_packet(0));
  EXPECT_EQ(broken_, "from the broker: CONNACK a second time");
}

TEST_F(FilteredBridge, DelayHoldsAPacketAndWhatIsBehindIt) {
  set(puback, MqttDirection::from_broker, delayed, 1);
  bridge_->link_received(connack_packet(0) + id_packet(puback, 1) + pingresp_packet());
  run_ready();
  EXPECT_EQ(seen(puback) + seen(pingresp), 0U);
  EXPECT_TRUE(run_until([&] { return paho_read() == connack_packet(0) + id_packet(puback, 1) + pingresp_packet(); }));
}

TEST_F(FilteredBridge, RewritesConnackAndSuback) {
  set(connack, MqttDirection::from_broker, recoded(5));
  bridge_->link_received(connack_packet(0, true));
  EXPECT_TRUE(run_until([&] { return paho_read() == connack_packet(5); }));
  EXPECT_EQ(packets_.back().return_code, 5);
  set(suback, MqttDirection::from_broker, recoded(0x80));
  bridge_->link_received(suback_packet(3, 1));
  EXPECT_TRUE(run_until([&] { return paho_read() == connack_packet(5) + suback_packet(3, 0x80); }));
  EXPECT_EQ(packets_.back().return_code, 0x80);
}

TEST_F(FilteredBridge, TheFilterMayEndTheSession) {
  fates_.then = [this] { bridge_->detach(); };
  set(connack, MqttDirection::from_broker, {});
  bridge_->link_received(connack_packet(0) + pingresp_packet());
  run_ready();
  EXPECT_EQ(paho_read(), "");
  EXPECT_EQ(seen(connack), 0U);
}

TEST_F(FilteredBridge, HoldsBackADisconnectThatNobodyAskedFor) {
  paho_writes(ping_ + "\xe0"s);
  paho_writes("\0"s);
  ASSERT_TRUE(run_until([&] { return ended_; }));
  EXPECT_EQ(link_.written(), connect_ + ping_);
}

TEST_F(FilteredBridge, LetsAPermittedDisconnectPass) {
  bridge_->permit_disconnect();
  paho_writes("\xe0\0"s);
  ASSERT_TRUE(run_until([&] { return wrote_disconnect_; }));
  EXPECT_EQ(link_.written(), connect_ + "\xe0\0"s);
}

// A whole client behind the filter.
class FilteredClient : public MqttTest {
 protected:
  void connect(bool clean_session) {
    link_ = std::make_unique<FakeLink>(io_, *client_);
    link_->answer_by_itself(!clean_session);
    client_->connect(request_of("filtered", clean_session), *link_);
    const int before = heard_.connected;
    ASSERT_TRUE(run_until([&] { return heard_.connected > before; }));
  }
  void TearDown() override { client_->abandon(); }
  Fates fates_;
  Recorder heard_;
  std::unique_ptr<FakeLink> link_;
  std::unique_ptr<MqttClient> client_ = engine_.make_client(&fates_);
};

// A PUBACK that is lost: Paho goes on, and sends the message again in the next session that continues this one.
TEST_F(FilteredClient, ALostPubackIsMadeUpForAfterAReconnect) {
  client_->set_observer(&heard_);
  connect(false);
  fates_.type = puback;
  fates_.fate = dropped;
  fates_.times = 1;
  ASSERT_EQ(client_->publish({"t", "first", 1, false}), MqttRequestResult::accepted);
  ASSERT_TRUE(run_until([&] { return fates_.times == 0; }));
  ASSERT_EQ(client_->publish({"t", "second", 1, false}), MqttRequestResult::accepted);
  ASSERT_TRUE(run_until([&] { return heard_.saw(puback, MqttDirection::from_broker); }));
  client_->abandon();
  heard_.packets.clear();
  connect(false);
  ASSERT_TRUE(run_until([&] { return heard_.saw(puback, MqttDirection::from_broker); }));
  const auto again =
      std::ranges::find_if(heard_.packets, [](const MqttPacket& packet) { return packet.type == publish; });
  ASSERT_NE(again, heard_.packets.end());
  EXPECT_TRUE(again->duplicate);
  EXPECT_EQ(again->payload_size, 5U);
}

TEST_F(FilteredClient, ARefusalMadeUpByTheFilterIsARefusal) {
  client_->set_observer(&heard_);
  fates_.type = connack;
  fates_.fate = recoded(5);
  link_ = std::make_unique<FakeLink>(io_, *client_);
  link_->answer_by_itself();
  client_->connect(request_of("filtered"), *link_);
  ASSERT_TRUE(run_until([&] { return heard_.refused == std::vector<int>{5}; }));
  fates_.times = 0;
  connect(true);
}

}  // namespace
}  // namespace air780
