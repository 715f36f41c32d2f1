// What sleep costs a host: the bytes that wake the module are lost, what the network brings is not.
#include "protocol/sleep.h"

#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(Sleep, TheFirstCommandToASleeperIsLostAndWakesIt) {
  fake::ModuleRig rig;
  EXPECT_EQ(rig.command("AT+CSCLK=2"), ok);
  rig.advance(seconds(1));
  EXPECT_EQ(rig.module.sleep().state(), Sleep::State::asleep);
  rig.send("AT\r");
  rig.advance(milliseconds(10));
  rig.send("AT\r");
  rig.advance(seconds(0));
  EXPECT_EQ(rig.take(), "");
  rig.advance(milliseconds(100));
  EXPECT_EQ(rig.command("AT"), ok);
}

// Also when it says something itself in the meantime.
TEST(Sleep, WithNoWaitingTimeAWokenModuleStillHearsACommand) {
  fake::ModuleRig rig;
  rig.go_online();
  rig.command("AT+MSUB=\"t\",0");
  rig.command("AT+WAKETIM=0");
  rig.command("AT+CSCLK=2");
  ASSERT_EQ(rig.module.sleep().state(), Sleep::State::asleep);
  rig.command("AT", milliseconds(100));
  rig.mqtt.peer_publish({.topic = "t", .payload = "x"});
  rig.advance(milliseconds(500));
  rig.take();
  EXPECT_EQ(rig.command("AT"), ok);
}

TEST(Sleep, ABusyHostKeepsItAwake) {
  fake::ModuleRig rig;
  rig.command("AT+CSCLK=2");
  rig.command("AT+WAKETIM=2");
  for (int i = 0; i < 5; ++i) {
    rig.advance(milliseconds(1800));
    EXPECT_EQ(rig.command("AT"), ok);
  }
}

TEST(Sleep, AMessageComesThroughAndWakesIt) {
  fake::ModuleRig rig;
  rig.go_online();
  rig.command("AT+MSUB=\"t\",0");
  rig.command("AT+CSCLK=3");
  rig.advance(seconds(5));
  ASSERT_EQ(rig.module.sleep().state(), Sleep::State::asleep);
  rig.mqtt.peer_publish({.topic = "t", .payload = "x"});
  rig.advance(milliseconds(10));
  EXPECT_EQ(rig.take(), framed("+MSUB: \"t\",1 byte,x"));
  EXPECT_EQ(rig.command("AT"), ok);
}

TEST(Sleep, APromptKeepsItAwake) {
  fake::ModuleRig rig;
  rig.go_online();
  rig.command("AT+CSCLK=2");
  rig.command("AT+WAKETIM=1");
  rig.command("AT+MPUBEX=\"t\",0,0,4");
  rig.advance(milliseconds(3000));
  rig.send("12");
  rig.advance(milliseconds(3000));
  rig.send("34");
  rig.advance(milliseconds(50));
  EXPECT_EQ(rig.take(), ok);
  ASSERT_EQ(rig.mqtt.published.size(), 1u);
  EXPECT_EQ(rig.mqtt.published[0].payload, "1234");
}

TEST(Sleep, ALowDtrKeepsModeOneAwake) {
  fake::ModuleRig rig;
  rig.module.sleep().set_dtr_low(true);
  rig.command("AT+CSCLK=1");
  rig.advance(seconds(60));
  EXPECT_EQ(rig.command("AT"), ok);
  rig.module.sleep().set_dtr_low(false);
  rig.advance(seconds(2));
  EXPECT_EQ(rig.command("AT"), "");
  rig.advance(seconds(2));
  rig.module.sleep().set_dtr_low(true);
  EXPECT_EQ(rig.command("AT"), ok);
}

TEST(Sleep, ARebootEndsItUnlessItWasStored) {
  fake::ModuleRig rig;
  rig.command("AT+CSCLK=2");
  rig.command("AT+RESET");
  rig.advance(seconds(10));
  rig.take();
  EXPECT_EQ(rig.command("AT+CSCLK?"), told("+CSCLK: 0"));
  rig.command("AT+CSCLK=2;&W");
  rig.command("AT+RESET");
  rig.advance(seconds(10));
  rig.take();
  rig.command("AT");
  rig.advance(milliseconds(100));
  EXPECT_EQ(rig.command("AT+CSCLK?"), told("+CSCLK: 2"));
}

TEST(SwitchingOff, SaysGoodbyeAndIsGoneUntilPowered) {
  fake::ModuleRig rig;
  rig.go_online();
  EXPECT_EQ(rig.command("AT+CPOWD=1"), framed("NORMAL POWER DOWN"));
  EXPECT_EQ(rig.network.open_links, 0);
  EXPECT_EQ(rig.command("AT"), "");
  rig.module.power_on();
  rig.advance(seconds(1));
  rig.take();
  EXPECT_EQ(rig.command("AT"), ok);
  EXPECT_EQ(rig.command("AT*EXINFO?"), told("*EXINFO: 0"));
}

TEST(SwitchingOff, AnEmergencySaysNothing) {
  fake::ModuleRig rig;
  EXPECT_EQ(rig.command("AT+CPOWD=0"), "");
  EXPECT_FALSE(rig.module.listening());
}

TEST(NetworkTime, LeavesTheClockAloneWithCtzuOff) {
  fake::ModuleRig rig;
  rig.command("AT+CTZU=0;&W");
  rig.command("AT+CCLK=\"30/01/01,00:00:00+00\"");
  rig.command("AT+CFUN=0");
  rig.command("AT+CFUN=1", seconds(2));
  EXPECT_THAT(rig.command("AT+CCLK?"), testing::HasSubstr("\"30/01/01,"));
  rig.command("AT+CTZU=1");
  rig.command("AT+CFUN=0");
  rig.command("AT+CFUN=1", seconds(2));
  EXPECT_THAT(rig.command("AT+CCLK?"), testing::HasSubstr("\"26/11/23,"));
}

TEST(StoredSettings, OfTheUartOutliveARebootOnlyWithAmpersandW) {
  fake::ModuleRig rig;
  rig.command("AT+IPR=9600");
  rig.command("AT+IFC=2,2");
  rig.command("AT+RESET");
  rig.advance(seconds(1));
  rig.take();
  EXPECT_EQ(rig.command("AT+IPR?"), told("+IPR: 115200"));
  rig.command("AT+IPR=9600;+IFC=2,2;&W");
  rig.command("AT+RESET");
  rig.advance(seconds(1));
  rig.take();
  EXPECT_EQ(rig.command("AT+IPR?"), told("+IPR: 9600"));
  EXPECT_EQ(rig.command("AT+IFC?"), told("+IFC: 2,2"));
  EXPECT_EQ(rig.command("AT&F"), ok);
  EXPECT_EQ(rig.command("AT+IPR?"), told("+IPR: 115200"));
}

TEST(StoredSettings, IprAtPowerUpIsASetting) {
  ModelProfile profile;
  ASSERT_FALSE(set_quirk(profile.quirks, "ipr-default=0"));
  EXPECT_EQ(fake::ModuleRig(profile).command("AT+IPR?"), told("+IPR: 0"));
}

// Manual, POWERMODE: kept without AT&W.
TEST(Sleep, LowPowerSleepsWheneverIdleUntilItIsClosed) {
  fake::ModuleRig rig;
  EXPECT_EQ(rig.command("AT+POWERMODE=\"PRO\""), ok);
  EXPECT_EQ(rig.command("AT+CSCLK?"), told("+CSCLK: 0"));
  rig.command("AT+RESET", seconds(5));
  ASSERT_EQ(rig.module.sleep().state(), Sleep::State::asleep);
  rig.command("AT", milliseconds(100));
  EXPECT_EQ(rig.command("AT+POWERMODE=\"CLOSE\""), ok);
  rig.advance(seconds(5));
  EXPECT_EQ(rig.command("AT+POWERMODE?"), told("+POWERMODE:\"CLOSE\""));
}

}  // namespace
}  // namespace air780
