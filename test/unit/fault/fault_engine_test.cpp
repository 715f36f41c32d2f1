#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/unit/fault/recording_target.h"

namespace air780 {
namespace {

using namespace std::chrono_literals;
using fake::FaultRig;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

using enum MqttDirection;

constexpr const char* closed = "begin closed";

TEST(NowRule, FiresOnceAsSoonAsTheModuleHasPower) {
  FaultRig rig;
  rig.add("now: closed");
  rig.advance(1s);
  EXPECT_THAT(rig.target.take(), IsEmpty());
  rig.power_on();
  EXPECT_THAT(rig.target.take(), IsEmpty()) << "never from inside an event";
  rig.advance();
  EXPECT_THAT(rig.target.take(), ElementsAre(closed));
  rig.power_on();
  rig.add("now: reset");
  rig.advance();
  EXPECT_THAT(rig.target.take(), ElementsAre("begin reset"));
}

TEST(TimedRule, FiresAtItsTime) {
  FaultRig rig;
  rig.add("after 10s: closed");
  rig.add("every 4s #2..3: reset");
  rig.advance(9999ms);
  EXPECT_THAT(rig.target.take(), ElementsAre("begin reset"));
  rig.advance(1ms);
  EXPECT_THAT(rig.target.take(), ElementsAre(closed));
  rig.advance(100s);
  EXPECT_THAT(rig.target.take(), ElementsAre("begin reset"));
}

TEST(CommandRule, CountsExactlyItsCommandInEveryForm) {
  FaultRig rig;
  rig.add("on AT+MPUB #2..: closed");
  for (const char* text : {"+MPUB=\"t\",0,0,\"x\"", "+MPUBEX=\"t\",0,0,5", "+mpub?", "+MPUB=?", "E0", "+MPUB"}) {
    rig.command(text);
    rig.advance(5ms);
  }
  EXPECT_THAT(rig.target.take(), SizeIs(3));
  EXPECT_EQ(rig.engine.rules().at(0).occurrences, 4u);
  EXPECT_EQ(rig.engine.rules().at(0).fired, 3u);
}

TEST(CommandRule, KnowsBasicCommands) {
  FaultRig rig;
  rig.add("on ATE: closed");
  rig.command("&W");
  rig.command("E1");
  EXPECT_THAT(rig.target.take(), ElementsAre(closed));
}

TEST(CommandRule, FiresInItsRangeAndAtEveryNth) {
  FaultRig rig;
  rig.add("on AT+CSQ #3: closed");
  rig.add("on AT+CSQ every 4: reset");
  EXPECT_THAT(rig.each_time(9, [&] { rig.command("+CSQ"); }), ElementsAre(closed, "begin reset", "begin reset"));
}

TEST(CommandRule, FiresBehindItsOffset) {
  FaultRig rig;
  rig.add("on AT+CSQ +200ms: closed");
  rig.command("+CSQ");
  rig.advance(199ms);
  EXPECT_THAT(rig.target.take(), IsEmpty());
  rig.advance(1ms);
  EXPECT_THAT(rig.target.take(), ElementsAre(closed));
}

TEST(CommandRule, DecidesTheOutcomeTwiceAndThenHeals) {
  FaultRig rig;
  rig.add("on AT+MIPSTART #1..2: fail cme 3");
  rig.add("on AT+CSQ: silence");
  rig.add("on AT+CSQ: answer \"NO\"");
  for (int i = 0; i < 2; ++i) {
    rig.command("+MIPSTART=\"h\",1883");
    ASSERT_TRUE(rig.outcome);
    EXPECT_EQ(rig.outcome->kind, ForcedOutcome::Kind::cme);
    EXPECT_EQ(rig.outcome->cme_code, 3);
  }
  rig.command("+MIPSTART=\"h\",1883");
  EXPECT_FALSE(rig.outcome);
  rig.command("+CSQ");
  EXPECT_EQ(rig.outcome->kind, ForcedOutcome::Kind::silence) << "the first rule decides";
  EXPECT_THAT(rig.acted, ElementsAre("fail cme 3", "fail cme 3", "silence"));
  EXPECT_THAT(rig.target.take(), IsEmpty());
}

TEST(CommandRule, ActsInTheMomentBeforeTheResult) {
  FaultRig rig;
  rig.add("on AT+MCONNECT #2 before OK: urc \"+NITZ\"");
  rig.command("+MCONNECT=1,60");
  rig.result();
  rig.command("+MCONNECT=1,60");
  EXPECT_THAT(rig.target.take(), IsEmpty());
  rig.result();
  EXPECT_THAT(rig.target.take(), ElementsAre("begin urc \"+NITZ\""));
  rig.result();
  EXPECT_THAT(rig.target.take(), IsEmpty());
}

TEST(CommandRule, ActsAtAByteOfTheData) {
  FaultRig rig;
  rig.add("on AT+MPUBEX at byte 5: reboot");
  rig.add("on AT+MPUBEX at byte 9: closed");
  rig.command("+MPUBEX=\"t\",0,0,20");
  EXPECT_EQ(rig.engine.next_data_mark("", 0), 5u);
  rig.engine.data_comes("", 0);
  EXPECT_THAT(rig.target.take(), IsEmpty());
  rig.engine.data_comes("", 5);
  EXPECT_THAT(rig.target.take(), ElementsAre("begin reboot"));
  EXPECT_EQ(rig.engine.next_data_mark("", 5), 9u);
  rig.command("+CSQ");
  EXPECT_EQ(rig.engine.next_data_mark("", 0), std::nullopt);
}

TEST(LineRule, SeesLinesHoweverTheyAreCut) {
  FaultRig rig;
  rig.add("on \"CONNECT OK\": closed");
  rig.say("\r\nOK\r\n\r\nCONN");
  rig.say("ECT O");
  EXPECT_THAT(rig.target.take(), IsEmpty());
  rig.say("K");
  rig.say(", and more\r\nRECONNECT OK\r\n");
  EXPECT_THAT(rig.target.take(), ElementsAre(closed));
  rig.advance(1s);
  rig.say("\r\n+CSQ: 31,0\r\n\r\nCONNECT OK\r\n");
  EXPECT_THAT(rig.target.take(), ElementsAre(closed));
}

TEST(LineRule, SeesThePrompt) {
  FaultRig rig;
  rig.add("on \">\": closed");
  rig.say("\r\n>");
  EXPECT_THAT(rig.target.take(), ElementsAre(closed));
}

TEST(LineRule, ThatBringsItselfAboutLetsTimeGoOn) {
  FaultRig rig;
  rig.add("on \"X\": urc \"X\"");
  rig.target.on_begin = [&](const Action&) {
    rig.events.emit(SerialBytes{SerialBytes::Direction::to_host, "\r\nX\r\n"});
  };
  rig.say("X\r\n");
  rig.advance(10ms);
  EXPECT_THAT(rig.target.take(), SizeIs(11));
}

TEST(StateRule, KnowsStatesByTheNamesARuleCanWrite) {
  FaultRig rig;
  rig.add("on mqtt=link-up: closed");
  rig.add("on scene=ip-status: reset");
  rig.add("on power=on: hangup");
  rig.state("mqtt", "link up");
  rig.state("mqtt", "online");
  rig.state("scene", "IP STATUS");
  rig.power_on();
  rig.advance();
  EXPECT_THAT(rig.target.take(), ElementsAre(closed, "begin reset", "begin hangup"));
}

TEST(PacketRule, DecidesTheFateOfOnePacket) {
  FaultRig rig;
  rig.add("on PUBACK< #1: drop");
  rig.add("on PUBLISH>: duplicate");
  rig.add("on PUBLISH>: delay 3s");
  rig.add("on PUBACK< #2: closed");
  EXPECT_TRUE(rig.packet(MqttPacketType::puback, from_broker).dropped);
  EXPECT_FALSE(rig.packet(MqttPacketType::puback, to_broker).dropped);
  EXPECT_THAT(rig.target.take(), IsEmpty());
  EXPECT_FALSE(rig.packet(MqttPacketType::puback, from_broker).dropped);
  EXPECT_THAT(rig.target.take(), ElementsAre(closed));
  const PacketFate fate = rig.packet(MqttPacketType::publish, to_broker);
  EXPECT_TRUE(fate.duplicated);
  EXPECT_EQ(fate.delay, 3s);
}

TEST(PacketRule, ProbabilityComesFromTheSeedAlone) {
  const auto drops = [](std::uint64_t seed, bool others) {
    FaultRig rig(seed);
    rig.add("on PUBACK< 20%: drop");
    if (others) rig.add("on PUBACK< 50%: duplicate");
    std::string text;
    for (int i = 0; i < 1000; ++i) text += rig.packet(MqttPacketType::puback, from_broker).dropped ? 'x' : '.';
    return text;
  };
  const std::string first = drops(7, false);
  EXPECT_EQ(first, drops(7, true));
  EXPECT_NE(first, drops(8, false));
  const auto count = std::count(first.begin(), first.end(), 'x');
  EXPECT_GT(count, 150);
  EXPECT_LT(count, 250);
  EXPECT_EQ(first.substr(0, 40), drops(7, false).substr(0, 40));
}

}  // namespace
}  // namespace air780
