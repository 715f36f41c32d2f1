#include "protocol/boot.h"

#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;

const std::string boot_loader("^boot.rom\0'v\1\0\0\0'!\\n", 20);

TEST(Boot, SaysItsLinesInOrderEachInItsWrite) {
  fake::ModuleRig rig({}, false);
  rig.module.power_on();
  rig.advance(milliseconds(300));
  EXPECT_THAT(rig.take_writes(),
              ElementsAre(boot_loader, framed("RDY"), framed("^MODE: 17,17"), framed("+E_UTRAN Service"),
                          framed("+CGEV: ME PDN ACT 1"), framed("+NITZ: 26/11/23,08:00:00+32,0")));
  EXPECT_TRUE(rig.module.booted());
}

TEST(Boot, MeasuredTimesOfTheCaptures) {
  ModelProfile profile;
  profile.timing.boot = milliseconds(6950);
  fake::ModuleRig rig(profile, false);
  rig.module.power_on();
  rig.advance(milliseconds(1040));
  EXPECT_EQ(rig.take(), "");
  rig.advance(milliseconds(40));
  EXPECT_EQ(rig.take(), boot_loader);
  rig.advance(milliseconds(440));
  EXPECT_EQ(rig.take(), "");
  rig.advance(milliseconds(40));
  EXPECT_EQ(rig.take(), framed("RDY"));
  rig.advance(milliseconds(5320));
  EXPECT_EQ(rig.take(), "");
  rig.advance(milliseconds(100));
  EXPECT_NE(rig.take(), "");
}

// C9: what comes between the first RDY and the second is lost.
TEST(Boot, WithTwoReadyLinesTheSecondCounts) {
  ModelProfile profile;
  profile.quirks.ready_twice = true;
  profile.timing.boot = std::chrono::seconds(7);
  fake::ModuleRig rig(profile, false);
  rig.module.power_on();
  rig.advance(milliseconds(2200));
  EXPECT_EQ(rig.take(), boot_loader + framed("RDY"));
  rig.send("ATE0\r");
  rig.advance(milliseconds(200));
  EXPECT_EQ(rig.take(), framed("RDY"));
  EXPECT_EQ(rig.command("AT+CREG?"), told("+CREG: 0,2"));
  EXPECT_TRUE(rig.module.settings().echo);
  rig.advance(milliseconds(4600));
  EXPECT_THAT(rig.take_writes(), ElementsAre(framed("^MODE: 17,17"), framed("+E_UTRAN Service"),
                                             framed("+CGEV: ME PDN ACT 1"), framed("+NITZ: 26/11/23,08:00:06+32,0")));
  EXPECT_TRUE(rig.module.booted());
}

TEST(Boot, BytesBeforeReadyAreLostWithoutEcho) {
  fake::ModuleRig rig({}, false);
  rig.send("AT\r");
  rig.module.power_on();
  rig.send("AT\r");
  rig.advance(milliseconds(60));
  rig.send("AT+CM");
  EXPECT_FALSE(rig.module.listening());
  EXPECT_EQ(rig.take(), boot_loader);
  rig.advance(milliseconds(10));
  EXPECT_EQ(rig.take(), framed("RDY"));
  rig.send("EE?\rAT\r");
  EXPECT_EQ(rig.take(), "EE?\rAT\r" + ok);
}

TEST(Boot, BeforeTheNetworkIsFoundTheModuleAnswersSo) {
  fake::ModuleRig rig({}, false);
  rig.module.power_on();
  rig.advance(milliseconds(70));
  rig.take();
  EXPECT_EQ(rig.command("AT+CPIN?", milliseconds(0)), cme(14));
  EXPECT_EQ(rig.command("AT+CIMI", milliseconds(0)), cme(14));
  EXPECT_EQ(rig.command("AT+ICCID", milliseconds(0)), cme(14));
  EXPECT_EQ(rig.command("AT+CREG?", milliseconds(0)), told("+CREG: 0,2"));
  EXPECT_EQ(rig.command("AT+CGATT?", milliseconds(0)), told("+CGATT: 0"));
  EXPECT_EQ(rig.command("AT+CSQ", milliseconds(0)), told("+CSQ: 99,99"));
  EXPECT_EQ(rig.command("AT+COPS?", milliseconds(0)), told("+COPS: 0"));
  EXPECT_EQ(rig.command("AT+MIPSTART=h,1", milliseconds(5)), ok + framed("STATE: IP INITIAL") + framed("CONNECT FAIL"));
  rig.advance(milliseconds(30));
  EXPECT_EQ(rig.command("AT+CPIN?", milliseconds(0)), told("+CPIN: READY"));
  rig.advance(milliseconds(300));
  rig.take();
  EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), ok_then("CONNECT OK"));
}

TEST(Boot, PowerOnTwiceBootsOnce) {
  fake::ModuleRig rig({}, false);
  rig.module.power_on();
  rig.module.power_on();
  rig.advance(milliseconds(100));
  rig.module.power_on();
  rig.advance(milliseconds(400));
  EXPECT_EQ(rig.take_writes().size(), 6u);
}

TEST(Boot, PowerOffInTheMiddleOfABootEndsIt) {
  for (int at = 0; at <= 310; at += 5) {
    fake::ModuleRig rig({}, false);
    rig.module.power_on();
    rig.advance(milliseconds(at));
    rig.module.power_off();
    rig.take();
    rig.advance(milliseconds(1000));
    EXPECT_EQ(rig.take(), "") << at;
    EXPECT_FALSE(rig.module.listening());
    rig.module.power_on();
    rig.advance(milliseconds(400));
    EXPECT_EQ(rig.take_writes().size(), 6u) << at;
  }
}

TEST(Boot, WithoutABootTimeTheModuleListensAtOnce) {
  ModelProfile profile;
  profile.timing.boot = {};
  fake::ModuleRig rig(profile, false);
  rig.module.power_on();
  rig.advance({});
  EXPECT_EQ(rig.take_writes().size(), 6u);
  EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), ok_then("CONNECT OK"));
}

TEST(Boot, OkLeavesBeforeTheRestartAndTheRestIsLost) {
  for (const char* line : {"AT+RESET", "AT+CFUN=1,1", "AT+RSTSET"}) {
    fake::ModuleRig rig;
    rig.send("ATE0\r");
    rig.take();
    rig.send(std::string(line) + "\rAT+CGATT?\r");
    EXPECT_THAT(rig.take_writes(), ElementsAre(ok)) << line;
    rig.send("AT\r");
    rig.advance(milliseconds(50));
    rig.send("AT\r");
    EXPECT_EQ(rig.take(), boot_loader) << line;
    rig.advance(milliseconds(300));
    EXPECT_EQ(rig.take_writes().size(), 5u) << line;
    EXPECT_EQ(rig.command("AT"), ok) << line;
  }
}

}  // namespace
}  // namespace air780
