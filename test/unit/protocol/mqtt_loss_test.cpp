// Every way to lose a session, or not to get one: the lines, what the link did, what MQTTSTATU and MIPCLOSE say then,
// and that the next attempt works. Each twice.
#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct Loss {
  const char* name;
  std::string (*happen)(fake::ModuleRig& rig);  // returns what the module said
  std::string said;
  const char* close;              // what MIPCLOSE answers then
  const char* recover = nullptr;  // a command needed before MIPSTART works again
};

std::string after(fake::ModuleRig& rig) {
  rig.advance(milliseconds(50));
  return rig.take();
}

const Loss losses[] = {
    {"peer_close",
     [](fake::ModuleRig& rig) {
       rig.network.close_from_peer();
       return after(rig);
     },
     framed("CLOSED"), "+CME ERROR: 767"},
    {"peer_reset",
     [](fake::ModuleRig& rig) {
       rig.network.close_from_peer(LinkEnd::reset_by_peer);
       return after(rig);
     },
     framed("CLOSED"), "+CME ERROR: 767"},
    {"keepalive",
     [](fake::ModuleRig& rig) {
       rig.mqtt.fail();
       return after(rig);
     },
     framed("CLOSED"), "+CME ERROR: 767"},
    {"network_drops_pdn",
     [](fake::ModuleRig& rig) {
       rig.module.network_service().network_deactivates(1);
       return after(rig);
     },
     framed("+CGEV: NW PDN DEACT 1"), "OK"},
    {"cgatt_0", [](fake::ModuleRig& rig) { return rig.command("AT+CGATT=0"); }, ok_then("+CGEV: ME PDN DEACT 1"), "OK",
     "AT+CGATT=1"},
    {"cgact_0", [](fake::ModuleRig& rig) { return rig.command("AT+CGACT=0,1"); }, ok_then("+CGEV: ME PDN DEACT 1"),
     "OK", "AT+CGACT=1,1"},
    {"cfun_0", [](fake::ModuleRig& rig) { return rig.command("AT+CFUN=0"); }, ok_then("+CGEV: ME PDN DEACT 1"), "OK",
     "AT+CFUN=1"},
    {"cfun_4", [](fake::ModuleRig& rig) { return rig.command("AT+CFUN=4"); }, ok_then("+CGEV: ME PDN DEACT 1"), "OK",
     "AT+CFUN=1"},
    {"cipshut", [](fake::ModuleRig& rig) { return rig.command("AT+CIPSHUT"); }, framed("SHUT OK"), "+CME ERROR: 767"},
    {"mdisconnect", [](fake::ModuleRig& rig) { return rig.command("AT+MDISCONNECT"); }, ok, "OK"},
    {"mipclose", [](fake::ModuleRig& rig) { return rig.command("AT+MIPCLOSE"); }, ok, "+CME ERROR: 767"},
};

class EveryLoss : public testing::TestWithParam<Loss> {
 protected:
  void expect_offline() {
    EXPECT_EQ(rig.network.open_links, 0);
    const std::size_t published = rig.mqtt.published.size();
    EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :0"));
    EXPECT_EQ(rig.command("AT+MPUB=t,0,0,\"lost\""), cme(767));
    EXPECT_EQ(rig.mqtt.published.size(), published);
  }
  void recover() {
    if (!GetParam().recover) return;
    rig.command(GetParam().recover, seconds(1));
  }
  fake::ModuleRig rig;
};

TEST_P(EveryLoss, OfASession) {
  rig.command("AT+MCONFIG=id");
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), ok + framed("CONNECT OK"));
    EXPECT_EQ(rig.command("AT+MCONNECT=1,60"), ok_then("CONNACK OK"));
    rig.command("AT+MSUB=t,0");
    EXPECT_EQ(GetParam().happen(rig), GetParam().said);
    expect_offline();
    EXPECT_EQ(rig.command("AT+MIPCLOSE"), framed(GetParam().close));
    EXPECT_EQ(rig.command("AT+MIPCLOSE"), cme(767));
    rig.advance(seconds(120));
    EXPECT_EQ(rig.take(), "") << "nothing is left that speaks later";
    recover();
  }
  rig.go_online();
  EXPECT_EQ(rig.command("AT+MSUB=t,0"), ok_then("SUBACK"));
  EXPECT_EQ(rig.command("AT+MPUB=t,1,0,\"x\""), ok + framed("PUBACK") + framed("+MSUB: \"t\",1 byte,x"));
}

// Straight on to MIPSTART, as some drivers do.
TEST_P(EveryLoss, WithoutMipclose) {
  for (int round = 0; round < 2; ++round) {
    rig.go_online();
    EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :1"));
    EXPECT_EQ(GetParam().happen(rig), GetParam().said);
    recover();
  }
  EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), ok + framed("CONNECT OK"));
}

// An outstanding SUBACK must not turn into an ERROR of the next session.
TEST_P(EveryLoss, WithARequestUnderWay) {
  rig.go_online();
  rig.mqtt.suback.reset();
  rig.mqtt.acknowledges_publishes = false;
  rig.command("AT+MSUB=t,0");
  rig.command("AT+MPUB=t,2,0,\"x\"");
  EXPECT_EQ(GetParam().happen(rig), GetParam().said);
  recover();
  rig.go_online();
  rig.advance(seconds(60));
  EXPECT_EQ(rig.take(), "");
  EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :1"));
}

TEST_P(EveryLoss, OfALinkWithoutASession) {
  const std::string name = GetParam().name;
  if (name == "keepalive" || name == "mdisconnect") return;
  rig.command("AT+MIPSTART=h,1");
  EXPECT_EQ(GetParam().happen(rig), GetParam().said);
  expect_offline();
  EXPECT_EQ(rig.command("AT+MIPCLOSE"), framed(GetParam().close));
}

TEST_P(EveryLoss, WhileTheBrokerHasNotAnswered) {
  const std::string name = GetParam().name;
  if (name == "mdisconnect") return;
  rig.mqtt.connack.reset();
  rig.go_online();
  EXPECT_EQ(GetParam().happen(rig), GetParam().said);
  expect_offline();
  rig.advance(seconds(60));
  EXPECT_EQ(rig.take(), "") << "no ERROR of the CONNACK timeout";
}

INSTANTIATE_TEST_SUITE_P(Mqtt, EveryLoss, testing::ValuesIn(losses), [](const auto& each) { return each.param.name; });

class Refusal : public testing::TestWithParam<int> {};

TEST_P(Refusal, IsErrorThenClosedWhenTheBrokerCloses) {
  fake::ModuleRig rig;
  rig.command("AT+MCONFIG=id,u,p,0,0,\"w\",\"will\"");
  for (int round = 0; round < 2; ++round) {
    rig.mqtt.connack = GetParam();
    rig.command("AT+MIPSTART=h,1");
    EXPECT_EQ(rig.command("AT+MCONNECT=1,60"), ok_then("ERROR"));
    EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :2"));
    EXPECT_EQ(rig.command("AT+MPUB=t,0,0,\"x\""), cme(767));
    rig.network.close_from_peer();
    EXPECT_EQ(after(rig), framed("CLOSED"));
    EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :0"));
    EXPECT_EQ(rig.command("AT+MIPCLOSE"), cme(767));
    EXPECT_TRUE(rig.mqtt.published.empty());
  }
  rig.mqtt.connack = 0;
  rig.go_online();
  EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :1"));
}

TEST_P(Refusal, ASecondConnectOnTheSameLinkMayWork) {
  fake::ModuleRig rig;
  rig.mqtt.connack = GetParam();
  rig.go_online();
  EXPECT_EQ(rig.command("AT+MCONNECT=1,60"), ok_then("ERROR"));
  rig.mqtt.connack = 0;
  EXPECT_EQ(rig.command("AT+MCONNECT=1,60"), ok_then("CONNACK OK"));
}

INSTANTIATE_TEST_SUITE_P(Mqtt, Refusal, testing::Range(1, 6));

class Silence : public testing::Test {
 protected:
  // Nothing for 20 s after the OK, then ERROR, then nothing more.
  void expect_error_after_20_s(std::string_view line) {
    EXPECT_EQ(rig.command(line, milliseconds(19'999)), ok);
    rig.advance(milliseconds(1));
    EXPECT_EQ(rig.take(), error);
    rig.advance(seconds(60));
    EXPECT_EQ(rig.take(), "");
  }
  fake::ModuleRig rig;
};

TEST_F(Silence, NoConnackIsErrorAndTheLinkStays) {
  rig.mqtt.connack.reset();
  rig.command("AT+MIPSTART=h,1");
  for (int round = 0; round < 2; ++round) {
    expect_error_after_20_s("AT+MCONNECT=1,60");
    EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :2"));
    EXPECT_EQ(rig.network.open_links, 1);
  }
  rig.mqtt.connack = 0;
  EXPECT_EQ(rig.command("AT+MCONNECT=1,60"), ok_then("CONNACK OK"));
  EXPECT_EQ(rig.command("AT+MIPCLOSE"), ok);
}

TEST_F(Silence, NoSubackAndNoUnsubackAreErrorAndTheSessionGoesOn) {
  rig.go_online();
  rig.mqtt.suback.reset();
  rig.mqtt.acknowledges_unsubscribes = false;
  for (int round = 0; round < 2; ++round) {
    expect_error_after_20_s("AT+MSUB=t,0");
    expect_error_after_20_s("AT+MUNSUB=t");
    EXPECT_EQ(rig.command("AT+MPUB=t,1,0,\"x\""), ok_then("PUBACK"));
  }
  rig.mqtt.suback = 0;
  rig.mqtt.acknowledges_unsubscribes = true;
  EXPECT_EQ(rig.command("AT+MSUB=t,0"), ok_then("SUBACK"));
  EXPECT_EQ(rig.command("AT+MUNSUB=t"), ok_then("UNSUBACK"));
}

TEST_F(Silence, ARefusedSubscriptionIsErrorAtOnce) {
  rig.go_online();
  for (int round = 0; round < 2; ++round) {
    rig.mqtt.suback = 0x80;
    EXPECT_EQ(rig.command("AT+MSUB=t,2", seconds(60)), ok_then("ERROR"));
    rig.mqtt.suback = 2;
    EXPECT_EQ(rig.command("AT+MSUB=u,2", seconds(60)), ok_then("SUBACK"));
  }
}

TEST_F(Silence, SeveralRequestsUnderWayFailOneByOne) {
  rig.go_online();
  rig.mqtt.suback.reset();
  rig.mqtt.acknowledges_unsubscribes = false;
  rig.command("AT+MSUB=a,0", seconds(5));
  rig.command("AT+MSUB=b,0", seconds(5));
  rig.command("AT+MUNSUB=c", seconds(5));
  rig.take();
  rig.advance(seconds(5));
  for (int request = 0; request < 2; ++request) {
    EXPECT_EQ(rig.take(), error);
    rig.advance(seconds(5));
  }
  EXPECT_EQ(rig.take(), error);
  rig.advance(seconds(60));
  EXPECT_EQ(rig.take(), "");
}

TEST_F(Silence, AHostThatNeverAnswersIsConnectFailAfter30S) {
  rig.network.silent = true;
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(rig.command("AT+MIPSTART=h,1", milliseconds(29'999)), ok);
    rig.advance(milliseconds(1));
    EXPECT_EQ(rig.take(), framed("STATE: IP INITIAL") + framed("CONNECT FAIL"));
  }
  rig.network.silent = false;
  EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), ok_then("CONNECT OK"));
}

// MIPSTART said OK: whoever waits for its result gets one, also when the PDN goes meanwhile.
TEST_F(Silence, APdnLostWhileTheLinkOpensIsConnectFail) {
  rig.network.silent = true;
  for (int round = 0; round < 2; ++round) {
    rig.command("AT+MIPSTART=h,1");
    rig.module.network_service().network_deactivates(1);
    EXPECT_EQ(after(rig), framed("+CGEV: NW PDN DEACT 1") + framed("STATE: IP INITIAL") + framed("CONNECT FAIL"));
    EXPECT_EQ(rig.command("AT+MIPCLOSE"), ok);
    rig.advance(seconds(60));
    EXPECT_EQ(rig.take(), "");
  }
}

TEST_F(Silence, FailuresOfTheLink) {
  for (const auto kind : {LinkError::Kind::name_not_resolved, LinkError::Kind::refused, LinkError::Kind::unreachable}) {
    rig.network.failure = kind;
    EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), ok + framed("STATE: IP INITIAL") + framed("CONNECT FAIL"));
    EXPECT_EQ(rig.command("AT+MIPCLOSE"), cme(767));
    EXPECT_EQ(rig.command("AT+MCONNECT=1,60"), cme(767));
  }
}

}  // namespace
}  // namespace air780
