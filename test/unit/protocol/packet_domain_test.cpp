#include "protocol/cellular/packet_domain.h"

#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using testing::HasSubstr;
using testing::Not;

class Attached : public testing::Test {
 protected:
  std::string address() { return rig.module.network_service().packet_domain().address(); }
  fake::ModuleRig rig;
};

TEST_F(Attached, ContextOneIsThereByItself) {
  EXPECT_EQ(rig.command("AT+CGATT?;+CGACT?"), framed("+CGATT: 1") + told("+CGACT: 1,1"));
  EXPECT_EQ(rig.command("AT+CGDCONT?"), told("+CGDCONT: 1,\"IP\",\"cmiot\",\"" + address() + "\""));
  EXPECT_EQ(rig.command("AT+CGPADDR=1"), told("+CGPADDR: 1,\"" + address() + "\""));
  EXPECT_EQ(rig.command("AT+CGPADDR"), told("+CGPADDR: 1,\"" + address() + "\""));
  EXPECT_THAT(rig.command("AT+CGCONTRDP=1"), HasSubstr("+CGCONTRDP: 1,5,\"cmiot\",\"" + address() + "\""));
  EXPECT_THAT(rig.command("AT*GETIP=1"), HasSubstr("+GETIP: " + address() + ","));
}

TEST_F(Attached, DetachingEndsTheContextAndAttachingBringsItBackWithAnotherAddress) {
  const std::string before = address();
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(rig.command("AT+CGATT=0"), ok_then("+CGEV: ME PDN DEACT 1"));
    EXPECT_EQ(rig.command("AT+CGATT?;+CGACT?"), framed("+CGATT: 0") + told("+CGACT: 1,0"));
    EXPECT_EQ(rig.command("AT+CGPADDR"), ok);
    EXPECT_EQ(rig.command("AT+CGATT=0"), ok);
    EXPECT_EQ(rig.command("AT+CGATT=1"), ok_then("+CGEV: ME PDN ACT 1"));
    EXPECT_EQ(rig.command("AT+CGATT=1"), ok);
    EXPECT_EQ(rig.command("AT+CGATT?;+CGACT?"), framed("+CGATT: 1") + told("+CGACT: 1,1"));
  }
  EXPECT_NE(address(), before);
}

TEST_F(Attached, NothingAttachesWithoutRegistration) {
  rig.command("AT+CFUN=4");
  EXPECT_EQ(rig.command("AT+CGATT=1"), cme(3));
  EXPECT_EQ(rig.command("AT+CGACT=1,1"), cme(3));
  EXPECT_EQ(rig.command("AT+CGATT?;+CGACT?"), framed("+CGATT: 0") + told("+CGACT: 1,0"));
}

TEST_F(Attached, OneContextGoesAndComes) {
  EXPECT_EQ(rig.command("AT+CGACT=0,1"), ok_then("+CGEV: ME PDN DEACT 1"));
  EXPECT_EQ(rig.command("AT+CGATT?"), told("+CGATT: 1"));
  EXPECT_EQ(rig.command("AT+CGDCONT?"), told("+CGDCONT: 1,\"IP\",\"cmiot\",\"\""));
  EXPECT_EQ(rig.command("AT+CGCONTRDP=1"), cme(3));
  EXPECT_EQ(rig.command("AT*GETIP=1"), cme(3));
  EXPECT_EQ(rig.command("AT+CGACT=0,1"), ok);
  EXPECT_EQ(rig.command("AT+CGACT=1,1"), ok_then("+CGEV: ME PDN ACT 1"));
  EXPECT_EQ(rig.command("AT+CGACT?"), told("+CGACT: 1,1"));
}

TEST_F(Attached, ASecondContextKeepsTheLinkWhenTheFirstGoes) {
  rig.go_online();
  EXPECT_EQ(rig.command("AT+CGDCONT=2,\"IPV4V6\",\"other\""), ok);
  EXPECT_EQ(rig.command("AT+CGACT=1,2"), ok_then("+CGEV: ME PDN ACT 2"));
  rig.command("AT+CGACT=0,1");
  EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :1"));
  EXPECT_EQ(rig.command("AT+CGACT?"), told("+CGACT: 1,0\r\n+CGACT: 2,1"));
  rig.command("AT+CGACT=0,2");
  EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :0"));
  EXPECT_EQ(rig.network.open_links, 0);
}

TEST_F(Attached, DefinitionsAreKeptShownAndTakenAway) {
  EXPECT_EQ(rig.command("AT+CGDCONT=15,\"IPV6\",\"apn\",\"1.2.3.4\",0,0"), ok);
  EXPECT_THAT(rig.command("AT+CGDCONT?"), HasSubstr("\r\n+CGDCONT: 15,\"IPV6\",\"apn\",\"1.2.3.4\"\r\n"));
  EXPECT_EQ(rig.command("AT+CGAUTH=15,1,\"user\",\"secret\""), ok);
  EXPECT_THAT(rig.command("AT+CGAUTH?"), HasSubstr("+CGAUTH: 15,1,\"user\",\"secret\""));
  EXPECT_EQ(rig.command("AT+CGDCONT=15"), ok);
  EXPECT_THAT(rig.command("AT+CGDCONT?"), Not(HasSubstr("15")));
  EXPECT_EQ(rig.command("AT+CGDCONT=1"), cme(3)) << "an active one stays";
}

TEST_F(Attached, BadArgumentsChangeNothing) {
  const std::string before = rig.command("AT+CGDCONT?");
  for (const char* line :
       {"AT+CGDCONT=0", "AT+CGDCONT=16,\"IP\"", "AT+CGDCONT=2,\"X25\"", "AT+CGDCONT=", "AT+CGACT=2,1", "AT+CGACT=1,16",
        "AT+CGACT=1,9", "AT+CGATT=", "AT+CGPADDR=9", "AT+CGAUTH=9,1", "AT+CGAUTH=1,3"}) {
    EXPECT_EQ(rig.command(line), cme(50)) << line;
  }
  EXPECT_EQ(rig.command("AT+CGDCONT?"), before);
  EXPECT_EQ(rig.command("AT+CGACT?"), told("+CGACT: 1,1"));
}

TEST_F(Attached, WithoutACidAllContextsComeAndGo) {
  rig.command("AT+CGDCONT=3,\"IP\",\"third\"");
  EXPECT_EQ(rig.command("AT+CGACT=1"), ok_then("+CGEV: ME PDN ACT 3"));
  EXPECT_EQ(rig.command("AT+CGACT?"), told("+CGACT: 1,1\r\n+CGACT: 3,1"));
  EXPECT_EQ(rig.command("AT+CGCONTRDP=?"), told("+CGCONTRDP: (1,3)"));
  rig.go_online();
  EXPECT_EQ(rig.command("AT+CGACT=0"), ok + framed("+CGEV: ME PDN DEACT 1") + framed("+CGEV: ME PDN DEACT 3"));
  EXPECT_EQ(rig.command("AT+CGACT?;+MQTTSTATU"), framed("+CGACT: 1,0\r\n+CGACT: 3,0") + told("+MQTTSTATU :0"));
  EXPECT_EQ(rig.command("AT+CGCONTRDP=?"), told("+CGCONTRDP: ()"));
}

TEST_F(Attached, TheTypeOfAContextDecidesItsAddresses) {
  rig.command("AT+CGDCONT=2,\"IPV6\",\"six\"");
  rig.command("AT+CGDCONT=3,\"IPV4V6\",\"both\"");
  rig.command("AT+CGDCONT=4,\"IP\",\"chosen\",\"10.1.2.3\"");
  rig.command("AT+CGACT=1");
  const std::string six = "\"36.14.4.108.140.129.135.84.0.1.0.1.82.198.";
  EXPECT_THAT(rig.command("AT+CGPADDR=2"), testing::StartsWith("\r\n+CGPADDR: 2," + six));
  EXPECT_THAT(rig.command("AT+CGPADDR=3"), testing::ContainsRegex("CGPADDR: 3,\"10.76.1.[0-9]+\"," + six));
  EXPECT_EQ(rig.command("AT+CGPADDR=4"), told("+CGPADDR: 4,\"10.1.2.3\""));
  EXPECT_THAT(rig.command("AT+CGDCONT?"), HasSubstr("+CGDCONT: 4,\"IP\",\"chosen\",\"10.1.2.3\""));
  EXPECT_EQ(rig.command("AT+CGDCONT=4,\"IP\",\"chosen\",\"10.1.2\""), cme(50));
}

TEST_F(Attached, NameServersOfTheHostsOwnAreNotTheNetworks) {
  const std::string before = rig.command("AT+CGCONTRDP=1");
  rig.command("AT+CDNSCFG=1.1.1.1");
  EXPECT_EQ(rig.command("AT+CGCONTRDP=1"), before);
}

// --- AT+CGEREP ---

TEST_F(Attached, EventsAreToldUnlessTheyAreKeptBack) {
  EXPECT_EQ(rig.command("AT+CGEREP?"), told("+CGEREP: 1,0"));
  EXPECT_EQ(rig.command("AT+CGEREP=?"), told("+CGEREP: (0,1),(0,1)"));
  EXPECT_EQ(rig.command("AT+CGEREP=0"), ok);
  EXPECT_EQ(rig.command("AT+CGACT=0,1"), ok);
  EXPECT_EQ(rig.command("AT+CGACT=1,1"), ok);
  EXPECT_EQ(rig.command("AT+CGEREP=1,1"), ok + framed("+CGEV: ME PDN DEACT 1") + framed("+CGEV: ME PDN ACT 1"));
  EXPECT_EQ(rig.command("AT+CGEREP?"), told("+CGEREP: 1,1"));
  EXPECT_EQ(rig.command("AT+CGEREP=1,1"), ok) << "told once";
}

TEST_F(Attached, KeptEventsAreDroppedWithoutBfrAndOnlyTheNewestStay) {
  rig.command("AT+CGEREP=0");
  rig.command("AT+CGACT=0,1");
  EXPECT_EQ(rig.command("AT+CGEREP=1,0"), ok);
  rig.command("AT+CGEREP=0");
  for (int i = 0; i < 10; ++i) rig.command("AT+CGACT=1,1;+CGACT=0,1");
  std::string newest;
  for (int i = 0; i < 8; ++i) newest += framed("+CGEV: ME PDN ACT 1") + framed("+CGEV: ME PDN DEACT 1");
  EXPECT_EQ(rig.command("AT+CGEREP=1,1"), ok + newest);
}

TEST_F(Attached, ARebootTellsEventsAgain) {
  rig.command("AT+CGEREP=0,1");
  EXPECT_THAT(rig.command("AT+RESET", std::chrono::seconds(1)), HasSubstr("+CGEV: ME PDN ACT 1"));
  EXPECT_EQ(rig.command("AT+CGEREP?"), told("+CGEREP: 1,0"));
}

TEST_F(Attached, CgerepIsErrorWithItsQuirk) {
  ModelProfile profile;
  ASSERT_FALSE(set_quirk(profile.quirks, "cgerep=error"));
  fake::ModuleRig other(profile);
  for (const char* line : {"AT+CGEREP=0", "AT+CGEREP?", "AT+CGEREP=?", "AT+CGEREP"}) {
    EXPECT_EQ(other.command(line), error) << line;
  }
  EXPECT_EQ(other.command("AT+CGACT=0,1"), ok_then("+CGEV: ME PDN DEACT 1"));
}

}  // namespace
}  // namespace air780
