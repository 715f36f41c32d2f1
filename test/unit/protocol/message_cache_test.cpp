#include "protocol/mqtt/message_cache.h"

#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using testing::ElementsAre;

MqttMessage message(std::string payload) { return {"t", std::move(payload), 0, false}; }

std::vector<std::string> payloads(MessageCache& cache) {
  std::vector<std::string> taken;
  for (const MqttMessage& each : cache.take_all()) taken.push_back(each.payload);
  return taken;
}

TEST(MessageCache, TakesTheLowestFreeSlot) {
  MessageCache cache;
  for (std::size_t slot = 0; slot < 4; ++slot) {
    EXPECT_FALSE(cache.valid(slot));
    EXPECT_EQ(cache.store(message("x")), slot);
    EXPECT_TRUE(cache.valid(slot));
  }
  cache.take_all();
  EXPECT_FALSE(cache.valid(0));
  EXPECT_EQ(cache.store(message("x")), 0u);
}

TEST(MessageCache, WhenFullTheOldestIsOverwrittenAndOrderOfArrivalStays) {
  MessageCache cache;
  for (const char* payload : {"0", "1", "2", "3"}) cache.store(message(payload));
  EXPECT_EQ(cache.store(message("4")), 0u);
  EXPECT_EQ(cache.store(message("5")), 1u);
  EXPECT_THAT(payloads(cache), ElementsAre("2", "3", "4", "5"));
  EXPECT_THAT(payloads(cache), ElementsAre());
}

TEST(MessageCache, ManyRoundsKeepTheLastFour) {
  MessageCache cache;
  for (std::size_t i = 0; i < 1001; ++i) EXPECT_EQ(cache.store(message(std::to_string(i))), i % 4);
  EXPECT_THAT(payloads(cache), ElementsAre("997", "998", "999", "1000"));
}

class Cached : public testing::Test {
 protected:
  void SetUp() override {
    rig.go_online();
    rig.command("AT+MSUB=\"#\",1");
  }
  std::string receive(std::string topic, std::string payload) {
    rig.mqtt.peer_publish({std::move(topic), std::move(payload), 0, false});
    rig.advance(std::chrono::milliseconds(5));
    return rig.take();
  }
  static std::string slots(std::string_view valid) {
    std::string text;
    for (std::size_t i = 0; i < 4; ++i) {
      text +=
          (i ? "\r\n+MQTTMSGGET: " : "+MQTTMSGGET: ") + std::to_string(i) + (valid[i] == 'V' ? ",VALID" : ",INVALID");
    }
    return told(text);
  }
  fake::ModuleRig rig;
};

TEST_F(Cached, DirectAtPowerUpThenAnnouncedBySlot) {
  EXPECT_EQ(rig.command("AT+MQTTMSGSET?"), told("+MQTTMSGSET:0"));
  EXPECT_EQ(receive("a/b", "hello"), framed("+MSUB: \"a/b\",5 byte,hello"));
  EXPECT_EQ(rig.command("AT+MQTTMSGSET=1"), ok);
  EXPECT_EQ(receive("a/b", "one"), framed("+MSUB: 0"));
  EXPECT_EQ(receive("a/b", "two"), framed("+MSUB: 1"));
  EXPECT_EQ(rig.command("AT+MQTTMSGGET?"), slots("VVII"));
  EXPECT_EQ(rig.command("AT+MQTTMSGGET"), told("+MSUB: \"a/b\",3 byte,one\r\n+MSUB: \"a/b\",3 byte,two"));
  EXPECT_EQ(rig.command("AT+MQTTMSGGET?"), slots("IIII"));
  EXPECT_EQ(rig.command("AT+MQTTMSGGET"), ok);
  EXPECT_EQ(receive("a/b", "three"), framed("+MSUB: 0"));
}

TEST_F(Cached, TheFifthOverwritesTheOldestAndSaysItsSlot) {
  rig.command("AT+MQTTMSGSET=1");
  for (const char* payload : {"0", "1", "2", "3"}) receive("t", payload);
  EXPECT_EQ(receive("t", "4"), framed("+MSUB: 0"));
  EXPECT_EQ(rig.command("AT+MQTTMSGGET?"), slots("VVVV"));
  EXPECT_EQ(rig.command("AT+MQTTMSGGET"), told("+MSUB: \"t\",1 byte,1\r\n+MSUB: \"t\",1 byte,2\r\n"
                                               "+MSUB: \"t\",1 byte,3\r\n+MSUB: \"t\",1 byte,4"));
}

TEST_F(Cached, ASwitchToDirectKeepsWhatIsCached) {
  rig.command("AT+MQTTMSGSET=1");
  receive("t", "kept");
  rig.command("AT+MQTTMSGSET=0");
  EXPECT_EQ(receive("t", "now"), framed("+MSUB: \"t\",3 byte,now"));
  EXPECT_EQ(rig.command("AT+MQTTMSGGET"), told("+MSUB: \"t\",4 byte,kept"));
}

TEST_F(Cached, PayloadsOfAnyBytesComeBackExactly) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  bytes += "\r\nOK\r\n";
  EXPECT_EQ(receive("t", bytes), framed("+MSUB: \"t\",262 byte," + bytes));
  rig.command("AT+MQTTMSGSET=1");
  receive("t", bytes);
  EXPECT_EQ(rig.command("AT+MQTTMSGGET"), told("+MSUB: \"t\",262 byte," + bytes));
}

TEST_F(Cached, SurvivesALossAndTheNextSession) {
  rig.command("AT+MQTTMSGSET=1");
  receive("t", "kept");
  rig.network.close_from_peer();
  rig.advance(std::chrono::milliseconds(10));
  EXPECT_EQ(rig.take(), framed("CLOSED"));
  rig.go_online();
  EXPECT_EQ(rig.command("AT+MQTTMSGSET?"), told("+MQTTMSGSET:1"));
  EXPECT_EQ(rig.command("AT+MQTTMSGGET"), told("+MSUB: \"t\",4 byte,kept"));
}

TEST_F(Cached, ARebootEmptiesIt) {
  rig.command("AT+MQTTMSGSET=1");
  receive("t", "gone");
  rig.command("AT+RESET", std::chrono::seconds(1));
  EXPECT_EQ(rig.command("AT+MQTTMSGGET?"), slots("IIII"));
  EXPECT_EQ(rig.command("AT+MQTTMSGSET?"), told("+MQTTMSGSET:0"));
}

TEST_F(Cached, Longer4100BytesAreDroppedWithAndWithoutCache) {
  EXPECT_EQ(receive("t", std::string(4101, 'x')), "");
  EXPECT_EQ(receive("t", std::string(4100, 'x')), framed("+MSUB: \"t\",4100 byte," + std::string(4100, 'x')));
  rig.command("AT+MQTTMSGSET=1");
  EXPECT_EQ(receive("t", std::string(4101, 'x')), "");
  EXPECT_EQ(rig.command("AT+MQTTMSGGET?"), slots("IIII"));
  EXPECT_EQ(receive("t", std::string(4100, 'x')), framed("+MSUB: 0"));
}

TEST_F(Cached, NeitherCommandTakesWhatItDoesNotKnow) {
  for (const char* line :
       {"AT+MQTTMSGSET", "AT+MQTTMSGSET=", "AT+MQTTMSGSET=2", "AT+MQTTMSGSET=0,1", "AT+MQTTMSGGET=0"}) {
    EXPECT_EQ(rig.command(line), error) << line;
  }
  EXPECT_EQ(rig.command("AT+MQTTMSGGET=?"), ok);
  EXPECT_EQ(rig.command("AT+MQTTMSGSET=?"), told("+MQTTMSGSET:(0,1)"));
}

}  // namespace
}  // namespace air780
