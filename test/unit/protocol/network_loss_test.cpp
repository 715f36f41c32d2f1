// What a mobile network does to a module: coverage that goes and comes, a detach, contexts it refuses, a SIM that is
// pulled. The lines, the state, the links; and that all of it works again.
#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::EndsWith;
using testing::StartsWith;

class NetworkLoss : public testing::Test {
 protected:
  std::string after(Duration time = milliseconds(50)) {
    rig.advance(time);
    return rig.take();
  }
  NetworkService& service() { return rig.module.network_service(); }
  // CSQ, CREG and COPS of a module that hears no cell.
  void expect_no_signal(int status) {
    EXPECT_EQ(rig.command("AT+CSQ"), told("+CSQ: 99,99"));
    EXPECT_EQ(rig.command("AT+CESQ"), told("+CESQ: 99,99,255,255,255,255"));
    EXPECT_EQ(rig.command("AT+CEREG?"), told("+CEREG: 0," + std::to_string(status)));
    EXPECT_EQ(rig.command("AT+COPS?"), told("+COPS: 0"));
  }
  void expect_works() {
    rig.command("AT+MIPCLOSE");
    rig.go_online();
    EXPECT_EQ(rig.command("AT+MPUB=t,1,0,\"x\""), ok_then("PUBACK"));
    EXPECT_EQ(rig.command("AT+CSQ"), told("+CSQ: 25,0"));
  }
  fake::ModuleRig rig;
};

TEST_F(NetworkLoss, CoverageLostIsToldAndTheLinkStays) {
  rig.go_online();
  rig.command("AT+CGREG=1");
  service().set_coverage(false);
  EXPECT_EQ(after(), framed("+CGREG: 2") + framed("^MODE: 0,0") + framed("+NO Service"));
  rig.command("AT+CGREG=0");
  expect_no_signal(2);
  EXPECT_EQ(rig.command("AT+CGATT?"), told("+CGATT: 1"));
  EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :1"));
  EXPECT_EQ(rig.network.open_links, 1);
}

TEST_F(NetworkLoss, CoverageThatReturnsRegistersAgainAndTheLinkGoesOn) {
  rig.go_online();
  rig.command("AT+CEREG=1");
  for (int round = 0; round < 2; ++round) {
    service().set_coverage(false);
    after(seconds(10));
    service().set_coverage(true);
    EXPECT_THAT(after(seconds(2)),
                StartsWith(framed("^MODE: 17,17") + framed("+E_UTRAN Service") + framed("+CEREG: 1") + "\r\n+NITZ: "));
    EXPECT_EQ(rig.command("AT+MPUB=t,1,0,\"x\""), ok_then("PUBACK"));
  }
}

TEST_F(NetworkLoss, WithoutCoverageNoLinkOpens) {
  service().set_coverage(false);
  after();
  EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), ok + framed("STATE: IP INITIAL") + framed("CONNECT FAIL"));
  EXPECT_EQ(rig.network.requests.size(), 0U);
  service().set_coverage(true);
  after(seconds(2));
  expect_works();
}

TEST_F(NetworkLoss, CoverageIsNoMatterOfAReset) {
  service().set_coverage(false);
  rig.command("AT+RESET", seconds(2));
  expect_no_signal(2);
  service().set_coverage(true);
  EXPECT_THAT(after(seconds(2)), testing::HasSubstr(framed("+CGEV: ME PDN ACT 1")));
  expect_works();
}

TEST_F(NetworkLoss, CoverageThatReturnsInFlightModeIsFoundLater) {
  rig.command("AT+CFUN=4");
  service().set_coverage(false);
  service().set_coverage(true);
  EXPECT_EQ(after(seconds(10)), "");
  rig.command("AT+CFUN=1", seconds(2));
  expect_works();
}

TEST_F(NetworkLoss, ADetachTakesContextsAndLink) {
  rig.command("AT+CSTT;+CIICR");
  rig.go_online();
  service().network_detaches();
  EXPECT_EQ(after(), framed("+CGEV: NW DETACH") + framed("+PDP: DEACT"));
  EXPECT_EQ(rig.command("AT+CGATT?"), told("+CGATT: 0"));
  EXPECT_EQ(rig.command("AT+CGACT?"), told("+CGACT: 1,0"));
  EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :0"));
  EXPECT_EQ(rig.network.links_vanished, 1);
  EXPECT_EQ(rig.command("AT+MIPCLOSE"), ok);
  EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), ok + framed("STATE: PDP DEACT") + framed("CONNECT FAIL"));
  EXPECT_EQ(rig.command("AT+CGATT=1"), ok_then("+CGEV: ME PDN ACT 1"));
  expect_works();
}

// The guide's question 3.
TEST_F(NetworkLoss, RefusedContextsFailEverythingUntilAReset) {
  service().network_deactivates_all();
  service().set_contexts_refused(true);
  EXPECT_EQ(after(), framed("+CGEV: NW PDN DEACT 1"));
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), ok + framed("STATE: IP INITIAL") + framed("CONNECT FAIL"));
    EXPECT_EQ(rig.command("AT+CGACT=1,1"), cme(3));
    EXPECT_EQ(rig.command("AT+CGATT=1"), cme(3));
    EXPECT_EQ(rig.command("AT+CGATT=0"), ok);
    EXPECT_EQ(rig.command("AT+CGATT=1"), cme(3));
    EXPECT_EQ(rig.command("AT+CGATT?"), told("+CGATT: 0"));
    EXPECT_EQ(rig.command("AT+CSTT;+CIICR"), framed("+PDP: DEACT") + cme(65535));
    rig.command("AT+CIPSHUT");
    rig.command("AT+CFUN=0");
    rig.command("AT+CFUN=1", seconds(2));
    EXPECT_EQ(rig.command("AT+CGACT?"), told("+CGACT: 1,0"));
  }
  rig.command("AT+RESET", seconds(2));
  expect_works();
}

TEST_F(NetworkLoss, RefusedContextsComeUpWhenTheNetworkLetsThem) {
  rig.command("AT+CFUN=0");
  service().set_contexts_refused(true);
  rig.command("AT+CFUN=1", seconds(2));
  service().set_contexts_refused(false);
  EXPECT_EQ(after(), framed("+CGEV: ME PDN ACT 1"));
  expect_works();
}

// C3: the URC has no CR LF before it, and comes with AT+CSDT=1 only.
TEST_F(NetworkLoss, APulledSimIsToldAndTakesTheNetwork) {
  rig.command("AT+CSDT=1");
  rig.go_online();
  rig.module.set_sim_inserted(false);
  EXPECT_EQ(after(), "+CPIN: SIM REMOVED 0\r\n" + framed("^MODE: 0,0") + framed("+NO Service") +
                         framed("+CGEV: ME PDN DEACT 1"));
  for (const char* question : {"AT+CPIN?", "AT+CIMI", "AT+ICCID"}) EXPECT_EQ(rig.command(question), cme(10));
  expect_no_signal(0);
  EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :0"));
  rig.module.set_sim_inserted(true);
  EXPECT_THAT(after(seconds(2)), StartsWith("+CPIN: READY 0\r\n" + framed("^MODE: 17,17")));
  EXPECT_EQ(rig.command("AT+CPIN?"), told("+CPIN: READY"));
  expect_works();
}

TEST_F(NetworkLoss, WithoutDetectionNothingIsSaidOfTheSimItself) {
  rig.module.set_sim_inserted(false);
  EXPECT_EQ(after(), framed("^MODE: 0,0") + framed("+NO Service") + framed("+CGEV: ME PDN DEACT 1"));
  EXPECT_EQ(rig.command("AT*SIMDETEC=1"), told("*SIMDETEC: 1, NOS"));
  rig.module.set_sim_inserted(true);
  EXPECT_THAT(after(seconds(2)), StartsWith(framed("^MODE: 17,17")));
  EXPECT_EQ(rig.command("AT*SIMDETEC=1"), told("*SIMDETEC: 1, SIM"));
  expect_works();
}

// C3's note: without a card, RDY is all that is said.
TEST_F(NetworkLoss, WithoutASimABootEndsWithRdy) {
  rig.module.set_sim_inserted(false);
  after();
  EXPECT_THAT(rig.command("AT+RESET", seconds(10)), EndsWith(framed("RDY")));
  EXPECT_EQ(rig.command("AT+CPIN?"), cme(10));
}

TEST_F(NetworkLoss, TheSignalIsAsTheNetworkSendsIt) {
  service().signal().set_strength(3);
  EXPECT_EQ(rig.command("AT+CSQ"), told("+CSQ: 3,0"));
  EXPECT_EQ(rig.command("AT+CESQ"), told("+CESQ: 99,99,255,255,31,7"));
  service().signal().set_strength(std::nullopt);
  EXPECT_EQ(rig.command("AT+CSQ"), told("+CSQ: 25,0"));
}

}  // namespace
}  // namespace air780
