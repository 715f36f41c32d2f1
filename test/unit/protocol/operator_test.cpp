// AT+COPS: which network the module is with, and what its choice does to everything else.
#include "protocol/cellular/operators.h"

#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using testing::EndsWith;
using testing::HasSubstr;

const std::string cell = ",\"4844\",\"0EA2D0CA\",7";
const std::string gone = framed("^MODE: 0,0") + framed("+NO Service") + framed("+CGEV: ME PDN DEACT 1");

class OperatorsInTheAir : public testing::Test {
 protected:
  std::string status() { return rig.command("AT+CREG?;+CGATT?;+CGACT?;+CSQ;+MQTTSTATU;+COPS?"); }
  fake::ModuleRig rig;
  const std::string offline = framed("+CREG: 1,0") + framed("+CGATT: 0") + framed("+CGACT: 1,0") +
                              framed("+CSQ: 99,99") + framed("+MQTTSTATU :0");
};

TEST_F(OperatorsInTheAir, AreListedWithTheirState) {
  const std::string others = ",(3,\"CHN-UNICOM\",\"UNICOM\",\"46001\",7),(3,\"CHN-CT\",\"CT\",\"46011\",7)";
  const std::string ranges = ",,(0,1,2,3,4),(0,1,2)";
  EXPECT_EQ(rig.command("AT+COPS=?"), told("+COPS: (2,\"CHINA MOBILE\",\"CMCC\",\"46000\",7)" + others + ranges));
  rig.command("AT+COPS=2");
  EXPECT_EQ(rig.command("AT+COPS=?"), told("+COPS: (1,\"CHINA MOBILE\",\"CMCC\",\"46000\",7)" + others + ranges));
  rig.module.network_service().set_coverage(false);
  EXPECT_EQ(rig.command("AT+COPS=?"), told("+COPS: " + ranges));
  rig.command("AT+CFUN=4");
  EXPECT_EQ(rig.command("AT+COPS=?"), cme(3));
}

TEST_F(OperatorsInTheAir, DeregisteringEndsEverythingUntilItIsAutomaticAgain) {
  rig.command("AT+CREG=1");
  for (int round = 0; round < 2; ++round) {
    rig.go_online();
    EXPECT_EQ(rig.command("AT+COPS=2"), ok + framed("+CREG: 0") + gone);
    EXPECT_EQ(status(), offline + told("+COPS: 2"));
    EXPECT_EQ(rig.network.open_links, 0);
    EXPECT_EQ(rig.command("AT+CGATT=1"), cme(3));
    EXPECT_EQ(rig.command("AT+CGACT=1,1"), cme(3));
    EXPECT_THAT(rig.command("AT+MIPSTART=h,1"), EndsWith(framed("CONNECT FAIL")));
    EXPECT_EQ(rig.command("AT+COPS=2", std::chrono::minutes(5)), ok);
    EXPECT_EQ(rig.command("AT+COPS=0", milliseconds(10)), ok_then("+CREG: 2"));
    rig.advance(milliseconds(100));
    EXPECT_THAT(rig.take(), testing::StartsWith(framed("^MODE: 17,17") + framed("+E_UTRAN Service") +
                                                framed("+CREG: 1") + framed("+CGEV: ME PDN ACT 1") + "\r\n+NITZ: "));
    EXPECT_EQ(rig.command("AT+COPS?"), told("+COPS: 0,2,\"46000\",7"));
  }
}

TEST_F(OperatorsInTheAir, ADeregisteredModuleStaysSoThroughFlightModeAndCoverage) {
  rig.command("AT+COPS=2");
  rig.command("AT+CFUN=4");
  EXPECT_EQ(rig.command("AT+CFUN=1", std::chrono::seconds(1)), ok);
  rig.module.network_service().set_coverage(false);
  rig.module.network_service().set_coverage(true);
  rig.advance(std::chrono::seconds(1));
  EXPECT_EQ(rig.command("AT+CREG?;+COPS?"), framed("+CREG: 0,0") + told("+COPS: 2"));
  EXPECT_THAT(rig.command("AT+RESET", std::chrono::seconds(1)), HasSubstr("+E_UTRAN Service"));
  EXPECT_EQ(rig.command("AT+COPS?"), told("+COPS: 0,2,\"46000\",7"));
}

TEST_F(OperatorsInTheAir, TheSimsOwnCanBeNamedInEveryFormat) {
  rig.go_online();
  EXPECT_EQ(rig.command("AT+COPS=1,2,\"46000\""), ok);
  EXPECT_EQ(rig.command("AT+COPS?"), told("+COPS: 1,2,\"46000\",7"));
  EXPECT_EQ(rig.command("AT+COPS=4,0,\"CHINA MOBILE\",7"), ok);
  EXPECT_EQ(rig.command("AT+COPS?"), told("+COPS: 4,0,\"CHINA MOBILE\",7"));
  EXPECT_EQ(rig.command("AT+COPS=1,1,CMCC"), ok);
  EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :1")) << "it was there all the time";
  rig.command("AT+COPS=2");
  EXPECT_THAT(rig.command("AT+COPS=1,2,\"46000\"", milliseconds(100)), HasSubstr("+CGEV: ME PDN ACT 1"));
  EXPECT_EQ(rig.command("AT+COPS?"), told("+COPS: 1,2,\"46000\",7"));
}

TEST_F(OperatorsInTheAir, AForbiddenOneTurnsTheModuleAwayAndSaysWhy) {
  rig.go_online();
  rig.command("AT+CREG=1;+CGREG=2;+CEREG=3");
  EXPECT_EQ(rig.command("AT+COPS=1,2,\"46001\""),
            cme(111) + framed("+CREG: 3") + framed("+CGREG: 3") + framed("+CEREG: 3,,,,0,11") + gone);
  EXPECT_EQ(rig.command("AT+CEREG?;+CGREG?;+COPS?;+MQTTSTATU"),
            framed("+CEREG: 3,3,,,,0,11") + framed("+CGREG: 2,3") + framed("+COPS: 1") + told("+MQTTSTATU :0"));
  rig.command("AT+CEREG=4");
  EXPECT_EQ(rig.command("AT+CEREG?"), told("+CEREG: 4,3"));
  rig.command("AT+CEREG=5");
  EXPECT_EQ(rig.command("AT+CEREG?"), told("+CEREG: 5,3,,,,0,11"));
  EXPECT_THAT(rig.command("AT+COPS=0", milliseconds(100)), HasSubstr(framed("+CEREG: 1" + cell)));
  EXPECT_EQ(rig.command("AT+CEREG?"), told("+CEREG: 5,1" + cell));
}

TEST_F(OperatorsInTheAir, OneThatNobodyReceivesIsNotFoundAndNoOtherIsUsed) {
  rig.command("AT+CREG=1");
  EXPECT_EQ(rig.command("AT+COPS=1,2,\"99999\"", std::chrono::minutes(1)), cme(30) + framed("+CREG: 2") + gone);
  EXPECT_EQ(status(), framed("+CREG: 1,2") + framed("+CGATT: 0") + framed("+CGACT: 1,0") + framed("+CSQ: 99,99") +
                          framed("+MQTTSTATU :0") + told("+COPS: 1"));
  EXPECT_EQ(rig.command("AT+COPS=1,2,\"46000\",0"), cme(30)) << "not over GSM";
}

TEST_F(OperatorsInTheAir, ModeFourFallsBackToAnyThatCanBeUsed) {
  rig.go_online();
  EXPECT_EQ(rig.command("AT+COPS=4,2,\"46001\""), ok);
  EXPECT_EQ(rig.command("AT+COPS?;+MQTTSTATU"), framed("+COPS: 0,2,\"46000\",7") + told("+MQTTSTATU :1"));
}

TEST_F(OperatorsInTheAir, AChoiceThatCannotBeCarriedOutYet) {
  rig.module.network_service().set_coverage(false);
  rig.take();
  EXPECT_EQ(rig.command("AT+COPS=1,2,\"46000\""), cme(30));
  rig.module.network_service().set_coverage(true);
  rig.advance(milliseconds(100));
  rig.take();
  EXPECT_EQ(rig.command("AT+COPS?"), told("+COPS: 1,2,\"46000\",7"));
  rig.command("AT+CFUN=4");
  EXPECT_EQ(rig.command("AT+COPS=1,2,\"46000\""), cme(3));
  EXPECT_EQ(rig.command("AT+COPS=0"), ok);
  EXPECT_EQ(rig.command("AT+CREG?"), told("+CREG: 0,0"));
}

TEST_F(OperatorsInTheAir, BadArguments) {
  for (const char* line :
       {"AT+COPS=5", "AT+COPS=1", "AT+COPS=4,2", "AT+COPS=3,3", "AT+COPS=1,2,\"12345678901234567\""}) {
    EXPECT_EQ(rig.command(line), cme(50)) << line;
  }
  EXPECT_EQ(rig.command("AT+COPS?"), told("+COPS: 0,2,\"46000\",7"));
}

TEST_F(OperatorsInTheAir, AnotherHomeNetworkIsNotListedTwice) {
  ModelProfile profile;
  profile.operator_numeric = "46001";
  profile.operator_long = "CHN-UNICOM";
  profile.operator_short = "UNICOM";
  fake::ModuleRig other(profile);
  EXPECT_THAT(
      other.command("AT+COPS=?"),
      HasSubstr("(2,\"CHN-UNICOM\",\"UNICOM\",\"46001\",7),(3,\"CHINA MOBILE\",\"CMCC\",\"46000\",7),(3,\"CHN-CT\""));
}

TEST_F(OperatorsInTheAir, AccessTechnology) {
  EXPECT_EQ(rig.command("AT^CACAP?"), told("+CACAP: 7"));
  EXPECT_EQ(rig.command("AT^CACAP"), cme(4));
  rig.command("AT+COPS=2");
  EXPECT_EQ(rig.command("AT^CACAP?"), cme(30));
}

TEST_F(OperatorsInTheAir, TheSignalIsToldWithEachChangeWhenAsked) {
  rig.module.network_service().signal().set_strength(20);
  EXPECT_EQ(rig.take(), "");
  EXPECT_EQ(rig.command("AT*CSQ=1;*CSQ?"), told("*CSQ: 1"));
  rig.module.network_service().signal().set_strength(20);
  EXPECT_EQ(rig.take(), "");
  rig.module.network_service().signal().set_strength(3);
  EXPECT_EQ(rig.take(),
            framed("+CSQ: 3,0") + framed("+CESQ: 99,99,255,255,31,7") + framed("*CESQ: 99,99,255,255,31,7,20"));
  EXPECT_THAT(rig.command("AT+COPS=2"), HasSubstr(framed("+CSQ: 99,99")));
  rig.command("AT*CSQ=0");
  rig.module.network_service().signal().set_strength(30);
  EXPECT_EQ(rig.command("AT+COPS=0", milliseconds(100)).find("+CSQ"), std::string::npos);
}

}  // namespace
}  // namespace air780
