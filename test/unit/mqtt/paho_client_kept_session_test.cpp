// clean_session false: what is kept from one session to the next, and what is not.
#include "mqtt_rig.h"

namespace air780 {
namespace {

using enum MqttPacketType;

class PahoKeptSession : public MqttTest {
 protected:
  Module module_{io_, engine_};
};

TEST_F(PahoKeptSession, SendsUnacknowledgedMessagesAgainInAKeptSession) {
  const MqttConnectRequest request = request_of("keeper", false);
  establish(module_, request);
  module_.client().publish({.topic = "a", .payload = "one", .qos = 1});
  module_.client().publish({.topic = "b", .payload = "two", .qos = 2});
  const ReadPublish first = read_publish(expect_packet(module_, publish));
  const ReadPublish second = read_publish(expect_packet(module_, publish));
  EXPECT_FALSE(first.duplicate);
  module_.client().abandon();

  establish(module_, request, true);
  EXPECT_TRUE(module_.heard().session_present);
  const ReadPublish first_again = read_publish(expect_packet(module_, publish));
  const ReadPublish second_again = read_publish(expect_packet(module_, publish));
  EXPECT_TRUE(first_again.duplicate);
  EXPECT_EQ(first_again.id, first.id);
  EXPECT_EQ(first_again.payload, "one");
  EXPECT_TRUE(second_again.duplicate);
  EXPECT_EQ(second_again.id, second.id);
  EXPECT_EQ(second_again.payload, "two");
  EXPECT_TRUE(module_.heard().packets.back().duplicate);
}

TEST_F(PahoKeptSession, FollowsAQos2ExchangeThroughAReconnect) {
  const MqttConnectRequest request = request_of("keeper", false);
  establish(module_, request);
  module_.client().publish({.topic = "b", .payload = "two", .qos = 2});
  const int id = read_publish(expect_packet(module_, publish)).id;
  module_.link().send(id_packet(pubrec, id));
  EXPECT_EQ(read_id(expect_packet(module_, pubrel)), id);
  module_.client().abandon();
  establish(module_, request, true);
  EXPECT_EQ(read_id(expect_packet(module_, pubrel)), id);
}

TEST_F(PahoKeptSession, SendsNothingAgainWhenTheBrokerHasForgotten) {
  const MqttConnectRequest request = request_of("keeper", false);
  establish(module_, request);
  module_.client().publish({.topic = "a", .payload = "old", .qos = 1});
  expect_packet(module_, publish);
  module_.client().abandon();
  establish(module_, request, false);
  module_.client().publish({.topic = "a", .payload = "new", .qos = 1});
  EXPECT_EQ(read_publish(expect_packet(module_, publish)).payload, "new");
}

TEST_F(PahoKeptSession, SendsNothingAgainForAnotherIdentifierACleanSessionOrAfterForget) {
  const MqttConnectRequest request = request_of("keeper", false);
  for (int way = 0; way < 3; ++way) {
    establish(module_, request);
    module_.client().publish({.topic = "a", .payload = "old", .qos = 1});
    expect_packet(module_, publish);
    module_.client().abandon();
    if (way == 2) module_.client().forget();
    const MqttConnectRequest other = way == 0 ? request_of("other", false) : request_of("keeper", way == 1);
    establish(module_, way == 2 ? request : other, true);
    module_.client().publish({.topic = "a", .payload = "new", .qos = 1});
    EXPECT_EQ(read_publish(expect_packet(module_, publish)).payload, "new") << way;
    module_.client().forget();
  }
}

}  // namespace
}  // namespace air780
