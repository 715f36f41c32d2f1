#include "protocol/cellular/registration.h"

#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;

const std::string cell = ",\"4844\",\"0EA2D0CA\",7";

class Registered : public testing::Test {
 protected:
  fake::ModuleRig rig;
};

TEST_F(Registered, HomeNetworkWithoutUrcAtPowerUp) {
  EXPECT_EQ(rig.command("AT+CREG?;+CGREG?;+CEREG?"),
            framed("+CREG: 0,1") + framed("+CGREG: 0,1") + told("+CEREG: 0,1"));
}

TEST_F(Registered, TestForms) {
  EXPECT_EQ(rig.command("AT+CREG=?"), told("+CREG:(0,1,2,3)"));
  EXPECT_EQ(rig.command("AT+CGREG=?"), told("+CGREG: (0,1,2,3,4,5)"));
  EXPECT_EQ(rig.command("AT+CEREG=?"), told("+CEREG: (0,1,2,3,4,5)"));
}

TEST_F(Registered, FromTwoOnTheReadFormTellsTheCell) {
  for (const std::string name : {"+CREG", "+CGREG", "+CEREG"}) {
    EXPECT_EQ(rig.command("AT" + name + "=1"), ok);
    EXPECT_EQ(rig.command("AT" + name + "?"), told(name + ": 1,1"));
    EXPECT_EQ(rig.command("AT" + name + "=2"), ok);
    EXPECT_EQ(rig.command("AT" + name + "?"), told(name + ": 2,1" + cell));
  }
}

TEST_F(Registered, RangesDiffer) {
  EXPECT_EQ(rig.command("AT+CREG=3"), ok);
  EXPECT_EQ(rig.command("AT+CREG=4"), cme(50));
  EXPECT_EQ(rig.command("AT+CGREG=5"), ok);
  EXPECT_EQ(rig.command("AT+CGREG=6"), cme(50));
  EXPECT_EQ(rig.command("AT+CEREG=-1"), cme(50));
  EXPECT_EQ(rig.command("AT+CREG?"), told("+CREG: 3,1" + cell));
}

TEST_F(Registered, FlightModeTellsItsLossAndItsReturnToThoseWhoAsked) {
  rig.command("AT+CREG=1;+CEREG=2");
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(rig.command("AT+CFUN=4"),
              ok + framed("+CGEV: ME PDN DEACT 1") + framed("+CREG: 0") + framed("+CEREG: 0"));
    EXPECT_EQ(rig.command("AT+CREG?;+CGREG?;+CGATT?"),
              framed("+CREG: 1,0") + framed("+CGREG: 0,0") + told("+CGATT: 0"));
    EXPECT_EQ(rig.command("AT+CSQ"), told("+CSQ: 99,99"));
    EXPECT_EQ(rig.command("AT+CESQ"), told("+CESQ: 99,99,255,255,255,255"));
    EXPECT_EQ(rig.command("AT+CFUN=1", milliseconds(10)), ok + framed("+CREG: 2") + framed("+CEREG: 2"));
    rig.advance(milliseconds(100));
    EXPECT_EQ(rig.take(), framed("^MODE: 17,17") + framed("+E_UTRAN Service") + framed("+CREG: 1") +
                              framed("+CEREG: 1" + cell) + framed("+CGEV: ME PDN ACT 1") +
                              framed("+NITZ: 26/11/23,08:00:00+32,0"));
    EXPECT_EQ(rig.command("AT+CGATT?;+CSQ"), framed("+CGATT: 1") + told("+CSQ: 25,0"));
  }
}

TEST_F(Registered, ARadioSwitchedOffDuringTheSearchFindsNothing) {
  rig.command("AT+CFUN=0");
  rig.command("AT+CFUN=1", milliseconds(10));
  EXPECT_EQ(rig.command("AT+CFUN=0", milliseconds(1000)), ok);
  EXPECT_EQ(rig.command("AT+CREG?"), told("+CREG: 0,0"));
}

TEST_F(Registered, CfunTellsItsLevelAndRefusesOthers) {
  EXPECT_EQ(rig.command("AT+CFUN?"), told("+CFUN: 1"));
  EXPECT_EQ(rig.command("AT+CFUN=1", milliseconds(200)), ok);
  for (const char* line : {"AT+CFUN=2", "AT+CFUN=3", "AT+CFUN=5", "AT+CFUN=1,2", "AT+CFUN=", "AT+CFUN=x"}) {
    EXPECT_EQ(rig.command(line), cme(50)) << line;
  }
  EXPECT_EQ(rig.command("AT+CFUN?"), told("+CFUN: 1"));
  rig.command("AT+CFUN=4");
  EXPECT_EQ(rig.command("AT+CFUN?"), told("+CFUN: 4"));
  EXPECT_EQ(rig.command("AT+CFUN=0", milliseconds(200)), ok);
  EXPECT_EQ(rig.command("AT+CFUN?"), told("+CFUN: 0"));
}

TEST_F(Registered, OperatorInItsThreeFormats) {
  EXPECT_EQ(rig.command("AT+COPS?"), told("+COPS: 0,2,\"46000\",7"));
  rig.command("AT+COPS=3,0");
  EXPECT_EQ(rig.command("AT+COPS?"), told("+COPS: 0,0,\"CHINA MOBILE\",7"));
  rig.command("AT+COPS=3,1");
  EXPECT_EQ(rig.command("AT+COPS?"), told("+COPS: 0,1,\"CMCC\",7"));
  EXPECT_EQ(rig.command("AT+COPS=3,3"), cme(50));
}

TEST_F(Registered, ARebootSwitchesTheUrcsOff) {
  rig.command("AT+CREG=2;+CGREG=2;+CEREG=2");
  EXPECT_EQ(rig.command("AT+RESET", std::chrono::seconds(1)).find("REG:"), std::string::npos);
  EXPECT_EQ(rig.command("AT+CREG?"), told("+CREG: 0,1"));
}

}  // namespace
}  // namespace air780
