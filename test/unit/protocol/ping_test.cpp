// AT+CIPPING: lines as the answers come, one result, and every way to end.
#include "protocol/cellular/ping.h"

#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class Pinging : public testing::Test {
 protected:
  void bring_up() {
    rig.command("AT+CSTT");
    rig.command("AT+CIICR");
    rig.command("AT+CIFSR");
  }
  static std::string line(int n, int time = 35, int ttl = 54) {
    return "+CIPPING: " + std::to_string(n) + ",\"203.0.113.7\"," + std::to_string(time) + "," + std::to_string(ttl);
  }
  fake::ModuleRig rig;
};

TEST_F(Pinging, FourLinesAndTheirResult) {
  bring_up();
  EXPECT_EQ(rig.command("AT+CIPPING=\"www.example.com\"", seconds(2)),
            told(line(1) + "\r\n" + line(2) + "\r\n" + line(3) + "\r\n" + line(4)));
  ASSERT_EQ(rig.network.echoes.size(), 4u);
  EXPECT_EQ(rig.network.echoes[0].address, "203.0.113.7");
  EXPECT_EQ(rig.network.echoes[0].bytes, 32u);
  EXPECT_EQ(rig.network.echoes[0].timeout, seconds(10));
  EXPECT_EQ(rig.network.echoes[0].ttl, 64);
}

TEST_F(Pinging, ArgumentsAreUsedKeptAndTold) {
  bring_up();
  EXPECT_EQ(rig.command("AT+CIPPING?"), told("+CIPPING: 4,32,100,64"));
  EXPECT_EQ(rig.command("AT+CIPPING=h,1,1000,20,255", seconds(1)), told(line(1)));
  EXPECT_EQ(rig.network.echoes.at(0).bytes, 1000u);
  EXPECT_EQ(rig.network.echoes.at(0).timeout, seconds(2));
  EXPECT_EQ(rig.network.echoes.at(0).ttl, 255);
  EXPECT_EQ(rig.command("AT+CIPPING?"), told("+CIPPING: 1,1000,20,255"));
  for (const char* bad : {"AT+CIPPING=", "AT+CIPPING=h,101", "AT+CIPPING=h,1,1025", "AT+CIPPING=h,1,1,0",
                          "AT+CIPPING=h,1,1,601", "AT+CIPPING=h,1,1,1,256"}) {
    EXPECT_EQ(rig.command(bad), cme(50)) << bad;
  }
}

TEST_F(Pinging, WithoutAnswerTheFiguresOfTheManual) {
  bring_up();
  rig.network.echoes_answered = false;
  EXPECT_EQ(rig.command("AT+CIPPING=h,2,32,10", seconds(3)), told(line(1, 600, 255) + "\r\n" + line(2, 600, 255)));
}

TEST_F(Pinging, LinesLeaveAsTheyComeAndUrcsAndCommandsWait) {
  bring_up();
  rig.command("ATE0");
  rig.send("AT+CIPPING=h,2\r\nAT\r\n");
  rig.advance(milliseconds(40));
  EXPECT_EQ(rig.take(), "\r\n" + line(1) + "\r\n");
  rig.module.outbox().unsolicited("+NITZ");
  rig.advance(milliseconds(100));
  EXPECT_EQ(rig.take(), "");
  rig.advance(milliseconds(100));
  EXPECT_EQ(rig.take(), line(2) + "\r\n" + ok + ok + framed("+NITZ"));
}

TEST_F(Pinging, OneWithoutEndIsOverWhenTheHostSaysSomething) {
  bring_up();
  rig.command("ATE0");
  rig.send("AT+CIPPING=h,0\r");
  rig.advance(milliseconds(10));
  rig.send("\n");  // the rest of its own line
  rig.advance(milliseconds(500));
  EXPECT_EQ(rig.take(), "\r\n" + line(1) + "\r\n" + line(2) + "\r\n" + line(3) + "\r\n" + line(4) + "\r\n");
  rig.send("AT+CIPMUX?\r");
  EXPECT_EQ(rig.take(), ok + told("+CIPMUX: 0"));
  rig.advance(seconds(5));
  EXPECT_EQ(rig.take(), "");
}

TEST_F(Pinging, NeedsTheSceneAndAName) {
  EXPECT_EQ(rig.command("AT+CIPPING=h"), cme(3));
  bring_up();
  EXPECT_EQ(rig.command("AT+CIPPING=x.invalid"), cme(918));
  EXPECT_TRUE(rig.network.echoes.empty());
  rig.command("AT+CIPSHUT");
  EXPECT_EQ(rig.command("AT+CIPPING=h"), cme(3));
}

TEST_F(Pinging, TheLossOfTheContextEndsItAtOnce) {
  bring_up();
  rig.command("ATE0");
  EXPECT_EQ(rig.command("AT+CIPPING=h", milliseconds(50)), "\r\n" + line(1) + "\r\n");
  rig.module.network_service().network_deactivates(1);
  rig.advance(milliseconds(10));
  EXPECT_EQ(rig.take(), cme(3) + framed("+CGEV: NW PDN DEACT 1") + framed("+PDP: DEACT"));
  rig.advance(seconds(5));
  EXPECT_EQ(rig.take(), "");
}

TEST_F(Pinging, AResetForgetsIt) {
  bring_up();
  rig.send("AT+CIPPING=h,0\r");
  rig.module.crash();
  rig.advance(seconds(2));
  rig.take();
  EXPECT_EQ(rig.command("AT"), ok);
  EXPECT_EQ(rig.command("AT+CIPPING?"), told("+CIPPING: 4,32,100,64"));
}

}  // namespace
}  // namespace air780
