// A module that crashes, loses its supply in the middle of a line, or hangs.
#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::StartsWith;

const std::string boot_loader_begin("^boot.rom");

class PowerLoss : public testing::Test {
 protected:
  std::string after(Duration time) {
    rig.advance(time);
    return rig.take();
  }
  fake::ModuleRig rig;
};

TEST_F(PowerLoss, ACrashForgetsTheSessionAndTellsTheBrokerNothing) {
  rig.go_online();
  rig.command("AT+MQTTMSGSET=1");
  rig.module.crash();
  EXPECT_EQ(rig.network.links_vanished, 1);
  EXPECT_EQ(rig.network.links_closed_in_order + rig.network.links_aborted, 0);
  EXPECT_THAT(after(seconds(1)), StartsWith(boot_loader_begin));
  EXPECT_EQ(rig.command("AT*EXINFO?"), told("*EXINFO: 6"));
  EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :0"));
  EXPECT_EQ(rig.command("AT+MQTTMSGSET?"), told("+MQTTMSGSET:0"));
  rig.command("AT+RESET", seconds(1));
  EXPECT_EQ(rig.command("AT*EXINFO?"), told("*EXINFO: 3"));
}

TEST_F(PowerLoss, ACrashWithoutPowerIsNothing) {
  rig.module.power_off();
  rig.module.crash();
  rig.module.hang();
  rig.module.brown_out();
  EXPECT_EQ(after(seconds(10)), "");
  rig.module.power_on();
  EXPECT_THAT(after(seconds(1)), HasSubstr("RDY"));
  EXPECT_EQ(rig.command("AT"), ok);
}

TEST_F(PowerLoss, ABrownoutCutsAnAnswerInTheMiddle) {
  rig.command("ATE0");
  rig.module.brown_out();
  rig.send("AT");
  EXPECT_EQ(rig.take(), "");
  rig.advance(milliseconds(1));
  rig.module.say("+CGEV: ME PDN ACT 1");
  const std::string whole = framed("+CGEV: ME PDN ACT 1");
  EXPECT_EQ(rig.take(), whole.substr(0, whole.size() / 2));
  EXPECT_THAT(after(seconds(1)), StartsWith(boot_loader_begin));
  EXPECT_EQ(rig.command("AT*EXINFO?"), told("*EXINFO: 0"));
}

TEST_F(PowerLoss, ABrownoutWithNothingToSayStillRestarts) {
  rig.module.brown_out();
  EXPECT_EQ(after(milliseconds(199)), "");
  EXPECT_THAT(after(seconds(1)), StartsWith(boot_loader_begin));
  EXPECT_EQ(rig.command("AT"), ok) << "and nothing is cut any more";
}

TEST_F(PowerLoss, AHangIsDeafAndMuteAndItsSessionGoesOn) {
  rig.go_online();
  rig.command("AT+MSUB=t,0");
  rig.module.hang();
  rig.send("AT\r");
  rig.mqtt.peer_publish({"t", "lost", 0, false});
  EXPECT_EQ(after(seconds(30)), "");
  rig.module.resume();
  EXPECT_EQ(after(seconds(30)), "") << "what was not heard and not said is lost";
  EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :1"));
  rig.mqtt.peer_publish({"t", "x", 0, false});
  EXPECT_EQ(after(seconds(1)), framed("+MSUB: \"t\",1 byte,x"));
}

TEST_F(PowerLoss, ALinkLostWhileItHangsIsNotTold) {
  rig.go_online();
  rig.module.hang();
  rig.network.close_from_peer();
  EXPECT_EQ(after(seconds(1)), "");
  rig.module.resume();
  EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :0"));
  EXPECT_EQ(rig.command("AT+MIPCLOSE"), cme(767));
}

TEST_F(PowerLoss, PowerEndsAHang) {
  rig.module.hang();
  rig.module.power_off();
  rig.module.power_on();
  EXPECT_THAT(after(seconds(1)), StartsWith(boot_loader_begin));
  EXPECT_EQ(rig.command("AT"), ok);
}

}  // namespace
}  // namespace air780
