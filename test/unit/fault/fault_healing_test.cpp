#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/unit/fault/recording_target.h"

namespace air780 {
namespace {

using namespace std::chrono_literals;
using fake::FaultRig;
using testing::ElementsAre;
using testing::IsEmpty;

using enum MqttDirection;

void begin(FaultRig& rig, std::string_view action) { rig.engine.inject(parse_immediate_rule(action)->action); }

TEST(Healing, ALastingFaultEndsByItsTimeOrByTheDefault) {
  FaultRig rig;
  begin(rig, "no-service 5s");
  begin(rig, "sim-remove");
  EXPECT_THAT(rig.target.take(), ElementsAre("begin no-service 5s", "begin sim-remove"));
  rig.advance(5s);
  EXPECT_THAT(rig.target.take(), ElementsAre("end no-service 5s"));
  rig.advance(25s);
  EXPECT_THAT(rig.target.take(), ElementsAre("end sim-remove"));
  EXPECT_THAT(rig.acted, ElementsAre("no-service 5s", "sim-remove", "no-service 5s (ended)", "sim-remove (ended)"));
}

TEST(Healing, TheLaterOfOneKindCounts) {
  FaultRig rig;
  begin(rig, "csq 5");
  begin(rig, "stall 5s");
  rig.advance(3s);
  begin(rig, "stall 4s");
  begin(rig, "csq 9");
  rig.target.take();
  rig.advance(3s);
  EXPECT_THAT(rig.target.take(), IsEmpty());
  rig.advance(1s);
  EXPECT_THAT(rig.target.take(), ElementsAre("end stall 4s"));
  rig.engine.clear();
  EXPECT_THAT(rig.target.take(), ElementsAre("end csq 9"));
  EXPECT_THAT(rig.acted, ElementsAre("csq 5", "stall 5s", "stall 5s (ended)", "stall 4s", "csq 5 (ended)", "csq 9",
                                     "stall 4s (ended)", "csq 9 (ended)"));
}

TEST(Healing, AnArmedFaultIsOverWhenItWasUsed) {
  FaultRig rig;
  rig.add("on AT+MIPSTART: tls-fail");
  rig.command("+MIPSTART");
  EXPECT_TRUE(rig.engine.rules().at(0).acting);
  rig.target.use(ActionKind::tls_fail);
  rig.advance();
  EXPECT_FALSE(rig.engine.rules().at(0).acting);
  EXPECT_THAT(rig.target.take(), ElementsAre("begin tls-fail")) << "the target knows that it was used";
  EXPECT_THAT(rig.acted, ElementsAre("tls-fail", "tls-fail (ended)"));
}

TEST(Healing, ARefusedSessionIsRefusedOnce) {
  FaultRig rig;
  begin(rig, "connack 3");
  begin(rig, "suback-fail 10s");
  EXPECT_EQ(rig.packet(MqttPacketType::connect, to_broker).return_code, std::nullopt);
  EXPECT_EQ(rig.packet(MqttPacketType::connack, from_broker).return_code, 3);
  EXPECT_EQ(rig.packet(MqttPacketType::connack, from_broker).return_code, std::nullopt);
  EXPECT_EQ(rig.packet(MqttPacketType::suback, from_broker).return_code, 0x80);
  EXPECT_EQ(rig.packet(MqttPacketType::suback, from_broker).return_code, 0x80);
  rig.advance(10s);
  EXPECT_EQ(rig.packet(MqttPacketType::suback, from_broker).return_code, std::nullopt);
  EXPECT_THAT(rig.target.take(), IsEmpty());
}

TEST(Healing, ARuleOnTheAnswerItselfStillCatchesIt) {
  FaultRig rig;
  rig.add("on CONNACK< #2: connack 5");
  EXPECT_EQ(rig.packet(MqttPacketType::connack, from_broker).return_code, std::nullopt);
  EXPECT_EQ(rig.packet(MqttPacketType::connack, from_broker).return_code, 5);
  EXPECT_EQ(rig.packet(MqttPacketType::connack, from_broker).return_code, std::nullopt);
}

TEST(Healing, ABlackholeEndsWithItsLinkUnlessItHasATime) {
  FaultRig rig;
  begin(rig, "blackhole");
  rig.advance(10min);
  rig.state("mqtt", "offline");
  begin(rig, "blackhole 5min");
  rig.state("mqtt", "offline");
  EXPECT_THAT(rig.target.take(), ElementsAre("begin blackhole", "end blackhole", "begin blackhole 5min"));
}

TEST(Healing, AStartOfTheModuleEndsWhatDoesNotOutliveOne) {
  FaultRig rig;
  for (const char* action : {"pdn-stuck", "hang 5min", "power-off 10min", "no-service 10min"}) begin(rig, action);
  rig.target.take();
  rig.power_on();
  rig.advance();
  EXPECT_THAT(rig.target.take(), ElementsAre("end pdn-stuck", "end hang 5min", "end power-off 10min"));
}

TEST(Healing, ARuleTakenBackEndsWhatItBeganAndWhatWasDue) {
  FaultRig rig;
  const auto stuck = rig.add("on AT+CSQ: pdn-stuck");
  const auto later = rig.add("on AT+CSQ +5s: closed");
  begin(rig, "csq 5");
  rig.command("+CSQ");
  rig.target.take();
  EXPECT_TRUE(rig.engine.remove(stuck));
  EXPECT_TRUE(rig.engine.remove(later));
  EXPECT_FALSE(rig.engine.remove(later));
  rig.advance(10s);
  EXPECT_THAT(rig.target.take(), ElementsAre("end pdn-stuck"));
  rig.engine.clear();
  EXPECT_THAT(rig.target.take(), ElementsAre("end csq 5"));
}

TEST(Healing, ARuleMayTakeItselfBackWhileItFires) {
  FaultRig rig;
  const auto id = rig.add("on AT+CSQ: blackhole");
  rig.target.on_begin = [&](const Action&) {
    rig.target.on_begin = nullptr;
    rig.engine.remove(id);
    rig.add("on AT+CSQ: reset");
    rig.target.use(ActionKind::tls_fail);
  };
  rig.command("+CSQ");
  rig.command("+CSQ");
  EXPECT_THAT(rig.target.take(), ElementsAre("begin blackhole", "end blackhole", "begin reset"));
}

TEST(Healing, IdsAreNeverUsedTwice) {
  FaultRig rig;
  const auto first = rig.add("now: closed");
  rig.engine.clear();
  EXPECT_NE(rig.add("now: closed"), first);
  EXPECT_TRUE(rig.target.observed());
}

}  // namespace
}  // namespace air780
