// AT+SAPBR's bearers, AT+CPNETAPN, and what takes them down.
#include "protocol/cellular/bearers.h"

#include <gmock/gmock.h>

#include "protocol/cellular/ip_address.h"
#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using testing::EndsWith;
using testing::HasSubstr;

class ApplicationBearer : public testing::Test {
 protected:
  std::string padded_address() { return zero_filled(rig.module.network_service().packet_domain().address()); }
  std::string closed(int cid) { return told("+SAPBR: " + std::to_string(cid) + ",3,000.000.000.000"); }
  fake::ModuleRig rig;
};

TEST_F(ApplicationBearer, OpensAndClosesAndTellsItsState) {
  EXPECT_EQ(rig.command("AT+SAPBR=2,1"), closed(1));
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(rig.command("AT+SAPBR=1,1"), ok);
    EXPECT_EQ(rig.command("AT+SAPBR=1,1"), cme(3));
    EXPECT_EQ(rig.command("AT+SAPBR=2,1"), told("+SAPBR: 1,1," + padded_address()));
    EXPECT_EQ(rig.command("AT+SAPBR=2,2"), closed(2));
    EXPECT_EQ(rig.command("AT+SAPBR=0,1"), ok);
    EXPECT_EQ(rig.command("AT+SAPBR=0,1"), cme(3));
    EXPECT_EQ(rig.command("AT+SAPBR=2,1"), closed(1));
  }
}

TEST_F(ApplicationBearer, ClosingItLeavesTheContextToTheOthers) {
  rig.go_online();
  rig.command("AT+SAPBR=1,1");
  EXPECT_EQ(rig.command("AT+SAPBR=0,1"), ok);
  EXPECT_EQ(rig.command("AT+CGACT?;+MQTTSTATU"), framed("+CGACT: 1,1") + told("+MQTTSTATU :1"));
}

TEST_F(ApplicationBearer, BringsTheContextUpOrFails) {
  rig.command("AT+CGACT=0,1");
  EXPECT_EQ(rig.command("AT+SAPBR=1,3"), ok_then("+CGEV: ME PDN ACT 1"));
  EXPECT_EQ(rig.command("AT+SAPBR=2,3"), told("+SAPBR: 3,1," + padded_address()));
  rig.command("AT+CFUN=4");
  EXPECT_EQ(rig.command("AT+SAPBR=1,3"), cme(3));
  EXPECT_EQ(rig.command("AT+SAPBR=2,3"), closed(3));
}

TEST_F(ApplicationBearer, EveryLossOfTheContextIsTold) {
  const std::string deact = framed("+CGEV: ME PDN DEACT 1");
  const std::string lost = framed("+SAPBR 1: DEACT") + framed("+SAPBR 2: DEACT");
  const auto open_both = [this] { rig.command("AT+SAPBR=1,1;+SAPBR=1,2", milliseconds(200)); };
  open_both();
  EXPECT_EQ(rig.command("AT+CGACT=0,1"), ok + deact + lost);
  EXPECT_EQ(rig.command("AT+SAPBR=2,1"), closed(1));
  open_both();
  EXPECT_EQ(rig.command("AT+CGATT=0"), ok + deact + lost);
  open_both();
  EXPECT_THAT(rig.command("AT+COPS=2"), EndsWith(deact + lost));
  rig.command("AT+COPS=0", milliseconds(200));
  open_both();
  EXPECT_EQ(rig.command("AT+CFUN=0"), ok + deact + lost);
  rig.command("AT+CFUN=1", milliseconds(200));
  open_both();
  rig.command("AT+CSTT");
  rig.command("AT+CIICR");
  rig.module.network_service().network_deactivates(1);
  EXPECT_EQ(rig.take(), framed("+CGEV: NW PDN DEACT 1") + framed("+PDP: DEACT") + lost);
  open_both();
  EXPECT_EQ(rig.command("AT+RESET", std::chrono::seconds(1)).find("SAPBR"), std::string::npos);
  EXPECT_EQ(rig.command("AT+SAPBR=2,2"), closed(2));
}

TEST_F(ApplicationBearer, ParametersAreKeptAndTold) {
  EXPECT_EQ(rig.command("AT+SAPBR=3,1,\"Contype\",\"GPRS\""), ok);
  EXPECT_EQ(rig.command("AT+SAPBR=3,1,\"APN\",\"\""), ok);
  EXPECT_EQ(rig.command("AT+SAPBR=3,1,APN,net"), ok);
  EXPECT_EQ(rig.command("AT+SAPBR=3,1,\"RATE\",3"), ok);
  EXPECT_EQ(rig.command("AT+SAPBR=4,1,\"APN\""), told("+SAPBR: APN,net"));
  EXPECT_EQ(rig.command("AT+SAPBR=4,1"), told("+SAPBR: CONTYPE,GPRS\r\n+SAPBR: APN,net\r\n+SAPBR: USER,\r\n"
                                              "+SAPBR: PWD,\r\n+SAPBR: PHONENUM,\r\n+SAPBR: RATE,3"));
  EXPECT_EQ(rig.command("AT+SAPBR=4,2,\"APN\""), told("+SAPBR: APN,"));
}

TEST_F(ApplicationBearer, CircuitSwitchedCallsThereAreNone) {
  rig.command("AT+SAPBR=3,1,\"CONTYPE\",\"CSD\"");
  EXPECT_EQ(rig.command("AT+SAPBR=1,1"), cme(4));
  EXPECT_EQ(rig.command("AT+SAPBR=2,1"), closed(1));
}

TEST_F(ApplicationBearer, BadArguments) {
  for (const char* line : {"AT+SAPBR=5,1", "AT+SAPBR=1,0", "AT+SAPBR=1,4", "AT+SAPBR=1", "AT+SAPBR=3,1",
                           "AT+SAPBR=3,1,\"APN\"", "AT+SAPBR=3,1,\"NAME\",x", "AT+SAPBR=3,1,\"CONTYPE\",\"LTE\"",
                           "AT+SAPBR=3,1,\"RATE\",4", "AT+SAPBR=4,1,\"NAME\""}) {
    EXPECT_EQ(rig.command(line), cme(50)) << line;
  }
  EXPECT_EQ(rig.command("AT+SAPBR=3,1,\"APN\"," + std::string(51, 'a')), cme(50));
  EXPECT_EQ(rig.command("AT+SAPBR=3,1,\"APN\"," + std::string(50, 'a')), ok);
}

// --- AT+CPNETAPN ---

std::string private_network(std::string_view mode, std::string_view apn, std::string_view user,
                            std::string_view password, std::string_view auth) {
  std::string text = "MODE:";
  text.append(mode).append("\r\nAPN:").append(apn).append("\r\nUSR:").append(user);
  text.append("\r\nPWD:").append(password).append("\r\nAUTHMODE:").append(auth);
  return told(text);
}

TEST_F(ApplicationBearer, APrivateNetworkIsJoinedAtOnceAndAgainAfterEveryReset) {
  EXPECT_EQ(rig.command("AT+CPNETAPN?"), private_network("3", "", "", "", "0"));
  rig.go_online();
  const std::string said = rig.command("AT+CPNETAPN=2,jscmiot,u9682,iot98765,2", milliseconds(200));
  EXPECT_THAT(said, testing::StartsWith(ok + framed("^MODE: 0,0") + framed("+NO Service") +
                                        framed("+CGEV: ME PDN DEACT 1") + framed("^MODE: 17,17")));
  EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :0"));
  for (const char* start : {"AT", "AT+RESET"}) {
    rig.command(start, std::chrono::seconds(1));
    EXPECT_THAT(rig.command("AT+CGDCONT?"), HasSubstr("+CGDCONT: 1,\"IP\",\"jscmiot\",\"10."));
    EXPECT_EQ(rig.command("AT+CGAUTH?"), told("+CGAUTH: 1,2,\"u9682\",\"iot98765\""));
    EXPECT_EQ(rig.command("AT+CPNETAPN?"), private_network("2", "jscmiot", "u9682", "iot98765", "2"));
  }
  rig.command("AT+CPNETAPN=3", milliseconds(200));
  EXPECT_THAT(rig.command("AT+CGDCONT?"), HasSubstr("+CGDCONT: 1,\"IP\",\"cmiot\",\"10."));
  EXPECT_EQ(rig.command("AT+CPNETAPN?"), private_network("3", "", "", "", "0"));
}

TEST_F(ApplicationBearer, APrivateNetworkEndsWithTheFactorySettings) {
  rig.command("AT+CFUN=4");
  EXPECT_EQ(rig.command("AT+CPNETAPN=2,net,,,0", std::chrono::seconds(1)), ok) << "the radio stays off";
  rig.command("AT+RSTSET", std::chrono::seconds(1));
  EXPECT_THAT(rig.command("AT+CGDCONT?"), HasSubstr("\"cmiot\""));
  for (const char* line : {"AT+CPNETAPN=2", "AT+CPNETAPN=2,\"\"", "AT+CPNETAPN=1,net", "AT+CPNETAPN=2,net,u,p,3"}) {
    EXPECT_EQ(rig.command(line), cme(50)) << line;
  }
}

// --- addresses ---

TEST(Ipv4Address, IsFourNumbers) {
  for (const char* good : {"0.0.0.0", "255.255.255.255", "010.076.001.035"}) EXPECT_TRUE(is_ipv4(good)) << good;
  for (const char* bad : {"", "1.2.3", "1.2.3.", ".1.2.3", "1.2.3.256", "1.2.3.4.5", "1.2.3.4 ", "a.b.c.d", "1.-2.3.4",
                          "1.2.3.0004", "1..3.4"}) {
    EXPECT_FALSE(is_ipv4(bad)) << bad;
  }
  EXPECT_EQ(zero_filled("10.76.1.35"), "010.076.001.035");
  EXPECT_EQ(zero_filled(""), "000.000.000.000");
}

}  // namespace
}  // namespace air780
