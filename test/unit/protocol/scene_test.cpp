#include "protocol/cellular/scene.h"

#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;

class InScene : public testing::Test {
 protected:
  std::string state() { return rig.command("AT+CIPSTATUS"); }
  static std::string said(std::string_view text) { return ok + framed("STATE: " + std::string(text)); }
  void bring_up() {
    rig.command("AT+CSTT");
    rig.command("AT+CIICR");
    rig.command("AT+CIFSR");
  }
  fake::ModuleRig rig;
};

TEST_F(InScene, EveryStepOnlyFromTheStateBefore) {
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(state(), said("IP INITIAL"));
    EXPECT_EQ(rig.command("AT+CIICR"), cme(3));
    EXPECT_EQ(rig.command("AT+CIFSR"), cme(3));
    EXPECT_EQ(rig.command("AT+CSTT=\"apn\",\"user\",\"secret\""), ok);
    EXPECT_EQ(state(), said("IP START"));
    EXPECT_EQ(rig.command("AT+CSTT"), cme(3));
    EXPECT_EQ(rig.command("AT+CSTT?"), told("+CSTT: \"apn\",\"user\",\"secret\""));
    EXPECT_EQ(rig.command("AT+CIFSR"), cme(3));
    EXPECT_EQ(rig.command("AT+CIICR"), ok);
    EXPECT_EQ(state(), said("IP GPRSACT"));
    EXPECT_EQ(rig.command("AT+CIICR"), cme(3));
    const std::string address = rig.module.network_service().packet_domain().address();
    EXPECT_EQ(rig.command("AT+CIFSR"), framed(address));
    EXPECT_EQ(rig.command("AT+CIFSR"), framed(address));
    EXPECT_EQ(state(), said("IP STATUS"));
    EXPECT_EQ(rig.command("AT+CIPSHUT"), framed("SHUT OK"));
  }
}

TEST_F(InScene, FieldsHaveTheirLengths) {
  EXPECT_EQ(rig.command("AT+CSTT=" + std::string(129, 'a')), cme(50));
  EXPECT_EQ(rig.command("AT+CSTT=a," + std::string(33, 'u')), cme(50));
  EXPECT_EQ(state(), said("IP INITIAL"));
  EXPECT_EQ(rig.command("AT+CSTT=" + std::string(128, 'a') + "," + std::string(32, 'u') + "," + std::string(32, 'p')),
            ok);
}

TEST_F(InScene, ActivationFailsWithoutNetwork) {
  rig.command("AT+CFUN=4");
  rig.command("AT+CSTT");
  EXPECT_EQ(rig.command("AT+CIICR"), framed("+PDP: DEACT") + cme(65535));
  EXPECT_EQ(state(), said("PDP DEACT"));
  rig.command("AT+CIPSHUT");
  EXPECT_EQ(state(), said("IP INITIAL"));
}

TEST_F(InScene, TheNetworkTakesTheContextAway) {
  bring_up();
  rig.module.network_service().network_deactivates(1);
  EXPECT_EQ(rig.take(), framed("+CGEV: NW PDN DEACT 1") + framed("+PDP: DEACT"));
  EXPECT_EQ(state(), said("PDP DEACT"));
  EXPECT_EQ(rig.command("AT+CIFSR"), cme(3));
  rig.command("AT+CIPSHUT");
  EXPECT_EQ(rig.command("AT+CSTT"), ok);
  EXPECT_EQ(rig.command("AT+CIICR"), ok_then("+CGEV: ME PDN ACT 1"));
}

TEST_F(InScene, WithoutASceneTheLossIsOneLine) {
  rig.module.network_service().network_deactivates(1);
  EXPECT_EQ(rig.take(), framed("+CGEV: NW PDN DEACT 1"));
  EXPECT_EQ(state(), said("IP INITIAL"));
}

TEST_F(InScene, AFailedMipstartNamesTheScenesState) {
  rig.network.failure = LinkError::Kind::refused;
  const auto failed = [](std::string_view text) {
    return ok + framed("STATE: " + std::string(text)) + framed("CONNECT FAIL");
  };
  EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), failed("IP INITIAL"));
  bring_up();
  EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), failed("IP STATUS"));
  rig.module.network_service().network_deactivates(1);
  rig.command("AT+CGATT=0");
  rig.take();
  EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), failed("PDP DEACT"));
}

TEST_F(InScene, WithCipmuxMqttsLinkHasNumberSeven) {
  EXPECT_EQ(rig.command("AT+CIPMUX=1"), ok);
  EXPECT_EQ(rig.command("AT+CIPMUX?"), told("+CIPMUX: 1"));
  EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), ok_then("7,CONNECT OK"));
  EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), ok_then("ALREADY CONNECT"));
  rig.command("AT+MIPCLOSE");
  rig.network.failure = LinkError::Kind::refused;
  EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), ok_then("7,CONNECT FAIL"));
  rig.command("AT+CSTT");
  EXPECT_EQ(rig.command("AT+CIPMUX=0"), cme(3));
  EXPECT_EQ(rig.command("AT+CIPMUX?"), told("+CIPMUX: 1"));
}

TEST_F(InScene, NamesAreResolvedOnlyWithAnAddress) {
  EXPECT_EQ(rig.command("AT+CDNSGIP=\"h\""), cme(3));
  rig.command("AT+CSTT");
  rig.command("AT+CIICR");
  EXPECT_EQ(rig.command("AT+CDNSGIP=\"h\""), cme(3));
  rig.command("AT+CIFSR");
  EXPECT_EQ(rig.command("AT+CDNSGIP=\"h\""), ok_then("+CDNSGIP: 1,\"h\",\"203.0.113.7\""));
  EXPECT_EQ(rig.command("AT+CDNSGIP=x.invalid"), ok_then("+CDNSGIP:0,10"));
  EXPECT_EQ(rig.command("AT+CDNSGIP="), error);
  EXPECT_EQ(rig.command("AT+CDNSGIP=\"\""), error);
}

TEST_F(InScene, QuestionsAreAnsweredInOrderAndThereIsARoomForSixteen) {
  bring_up();
  rig.command("ATE0");
  std::string burst, answers, lines;
  for (int i = 0; i < 17; ++i) {
    const std::string host = "host" + std::to_string(i);
    burst += "AT+CDNSGIP=" + host + "\r";
    answers += i < 16 ? ok : cme(3);
    if (i < 16) lines += framed("+CDNSGIP: 1,\"" + host + "\",\"203.0.113.7\"");
  }
  rig.send(burst);
  EXPECT_EQ(rig.take(), answers);
  rig.advance(milliseconds(100));
  EXPECT_EQ(rig.take(), lines);
  EXPECT_EQ(rig.command("AT+CDNSGIP=h"), ok_then("+CDNSGIP: 1,\"h\",\"203.0.113.7\""));
}

TEST_F(InScene, NameServersAreKeptAndShown) {
  EXPECT_EQ(rig.command("AT+CDNSCFG=\"8.8.8.8\""), ok);
  EXPECT_EQ(rig.command("AT+CDNSCFG?"), told("PrimaryDns: 8.8.8.8\r\nSecondaryDns: 211.136.150.66"));
  EXPECT_THAT(rig.network.name_servers, testing::ElementsAre("8.8.8.8"));
  EXPECT_EQ(rig.command("AT+CDNSCFG=1.1.1.1,9.9.9.9"), ok);
  EXPECT_THAT(rig.network.name_servers, testing::ElementsAre("1.1.1.1", "9.9.9.9"));
  EXPECT_EQ(rig.command("AT+CDNSCFG?"), told("PrimaryDns: 1.1.1.1\r\nSecondaryDns: 9.9.9.9"));
  for (const char* line : {"AT+CDNSCFG=", "AT+CDNSCFG=ip1", "AT+CDNSCFG=1.1.1.1,ip2", "AT+CDNSCFG=1.1.1.1,2.2.2.2,4"}) {
    EXPECT_EQ(rig.command(line), cme(50)) << line;
  }
  EXPECT_EQ(rig.command("AT+CDNSCFG?"), told("PrimaryDns: 1.1.1.1\r\nSecondaryDns: 9.9.9.9"));
  rig.command("AT+RESET", std::chrono::seconds(1));
  EXPECT_THAT(rig.network.name_servers, testing::IsEmpty());
  EXPECT_EQ(rig.command("AT+CDNSCFG?"), told("PrimaryDns: 211.136.112.50\r\nSecondaryDns: 211.136.150.66"));
}

TEST_F(InScene, ARebootEndsIt) {
  bring_up();
  rig.command("AT+RESET", std::chrono::seconds(1));
  EXPECT_EQ(state(), said("IP INITIAL"));
  EXPECT_EQ(rig.command("AT+CIPMUX=1"), ok);
}

}  // namespace
}  // namespace air780
