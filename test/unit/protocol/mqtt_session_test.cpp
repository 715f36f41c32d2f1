// The states of the MQTT session: what each command answers in each of them, and what comes of requests.
#include "protocol/mqtt/mqtt_session.h"

#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using State = MqttSession::State;

struct Situation {
  const char* name;
  State state;
  void (*reach)(fake::ModuleRig& rig);
  int status;
  const char* close;  // what MIPCLOSE answers
};

void link_up(fake::ModuleRig& rig) { rig.command("AT+MIPSTART=h,1"); }
void online(fake::ModuleRig& rig) { rig.go_online(); }

constexpr Situation situations[] = {
    {"never_used", State::offline, [](fake::ModuleRig&) {}, 0, "+CME ERROR: 767"},
    {"opening", State::opening,
     [](fake::ModuleRig& rig) {
       rig.network.silent = true;
       link_up(rig);
     },
     0, "OK"},
    {"link_up", State::link_up, link_up, 2, "OK"},
    {"connecting", State::connecting,
     [](fake::ModuleRig& rig) {
       rig.mqtt.connack.reset();
       rig.go_online();
     },
     2, "OK"},
    {"refused", State::link_up,
     [](fake::ModuleRig& rig) {
       rig.mqtt.connack = 5;
       rig.go_online();
     },
     2, "OK"},
    {"online", State::online, online, 1, "OK"},
    {"after_mdisconnect", State::offline,
     [](fake::ModuleRig& rig) {
       online(rig);
       rig.command("AT+MDISCONNECT");
     },
     0, "OK"},
    {"after_mipclose", State::offline,
     [](fake::ModuleRig& rig) {
       online(rig);
       rig.command("AT+MIPCLOSE");
     },
     0, "+CME ERROR: 767"},
    {"after_closed", State::offline,
     [](fake::ModuleRig& rig) {
       online(rig);
       rig.network.close_from_peer();
       rig.advance(milliseconds(5));
     },
     0, "+CME ERROR: 767"},
    {"after_pdn_loss", State::offline,
     [](fake::ModuleRig& rig) {
       online(rig);
       rig.module.network_service().network_deactivates(1);
     },
     0, "OK"},
    {"after_failed_mipstart", State::offline,
     [](fake::ModuleRig& rig) {
       rig.network.failure = LinkError::Kind::refused;
       link_up(rig);
     },
     0, "+CME ERROR: 767"},
};

class EverySituation : public testing::TestWithParam<Situation> {
 protected:
  void SetUp() override {
    GetParam().reach(rig);
    rig.take();
    published = rig.mqtt.published.size();
    connects = rig.mqtt.connects.size();
    ASSERT_EQ(rig.module.mqtt().state(), GetParam().state);
  }
  bool is(State state) const { return GetParam().state == state; }
  fake::ModuleRig rig;
  std::size_t published = 0;
  std::size_t connects = 0;
};

TEST_P(EverySituation, StatusSaysItAndChangesNothing) {
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :" + std::to_string(GetParam().status)));
  }
}

TEST_P(EverySituation, RequestsNeedASession) {
  if (is(State::online)) return;
  for (const char* line : {"AT+MPUB=t,0,0,\"m\"", "AT+MPUBEX=t,0,0,4", "AT+MPUBEX=t,1,0", "AT+MSUB=t,0", "AT+MUNSUB=t",
                           "AT+MDISCONNECT"}) {
    EXPECT_EQ(rig.command(line), cme(767)) << line;
  }
  EXPECT_EQ(rig.mqtt.published.size(), published);
  EXPECT_EQ(rig.module.mqtt().state(), GetParam().state);
}

TEST_P(EverySituation, MconnectNeedsALinkWithoutASession) {
  if (is(State::link_up)) return;
  EXPECT_EQ(rig.command("AT+MCONNECT=1,60"), cme(767));
  EXPECT_EQ(rig.mqtt.connects.size(), connects);
}

TEST_P(EverySituation, BadArgumentsAreErrorInEveryState) {
  for (const char* line : {"AT+MPUB=t,3,0,\"m\"", "AT+MPUBEX=t,0,0,0", "AT+MSUB=t,9", "AT+MUNSUB=", "AT+MIPSTART=h,0",
                           "AT+MCONNECT=2,60", "AT+MCONFIG=", "AT+MQTTMODE=7", "AT+MQTTMSGSET=7"}) {
    EXPECT_EQ(rig.command(line), error) << line;
  }
  EXPECT_EQ(rig.module.mqtt().state(), GetParam().state);
}

TEST_P(EverySituation, SettingsCanBeMadeInEveryState) {
  for (const char* line : {"AT+MCONFIG=other", "AT+MQTTMODE=1", "AT+MQTTMODE=0", "AT+MQTTMSGSET=1", "AT+MQTTMSGGET"}) {
    EXPECT_EQ(rig.command(line), ok) << line;
  }
  EXPECT_EQ(rig.module.mqtt().state(), GetParam().state);
}

TEST_P(EverySituation, MipstartTwice) {
  if (is(State::opening)) {
    EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), cme(767));
    EXPECT_EQ(rig.network.requests.size(), 1u);
  } else if (!is(State::offline)) {
    EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), ok_then("ALREADY CONNECT"));
    EXPECT_EQ(rig.network.requests.size(), 1u);
    EXPECT_EQ(rig.module.mqtt().state(), GetParam().state);
  }
}

TEST_P(EverySituation, MipcloseEndsItWithoutAWordAndOnce) {
  EXPECT_EQ(rig.command("AT+MIPCLOSE", seconds(60)), framed(GetParam().close));
  EXPECT_EQ(rig.network.open_links, 0);
  EXPECT_EQ(rig.mqtt.disconnect_packets, 0);
  EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :0"));
  EXPECT_EQ(rig.command("AT+MIPCLOSE"), cme(767));
}

TEST_P(EverySituation, CipshutEndsItWithoutAWord) {
  EXPECT_EQ(rig.command("AT+CIPSHUT", seconds(60)), framed("SHUT OK"));
  EXPECT_EQ(rig.network.open_links, 0);
  EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :0"));
}

TEST_P(EverySituation, AfterMipcloseANewSessionWorks) {
  rig.network.silent = false;
  rig.network.failure.reset();
  rig.mqtt.connack = 0;
  rig.command("AT+MIPCLOSE");
  rig.go_online();
  EXPECT_EQ(rig.command("AT+MSUB=t,1"), ok_then("SUBACK"));
  EXPECT_EQ(rig.command("AT+MPUB=t,1,0,\"back\""), ok + framed("PUBACK") + framed("+MSUB: \"t\",4 byte,back"));
}

INSTANTIATE_TEST_SUITE_P(Mqtt, EverySituation, testing::ValuesIn(situations),
                         [](const auto& each) { return each.param.name; });

class Session : public testing::Test {
 protected:
  fake::ModuleRig rig;
};

TEST_F(Session, QosOneAndTwoAreAcknowledgedLineByLine) {
  rig.go_online();
  EXPECT_EQ(rig.command("AT+MPUB=t,0,0,\"m\""), ok);
  EXPECT_EQ(rig.command("AT+MPUB=t,1,0,\"m\""), ok_then("PUBACK"));
  EXPECT_EQ(rig.command("AT+MPUB=t,2,0,\"m\""), ok + framed("PUBREC") + framed("PUBCOMP"));
}

TEST_F(Session, WithoutAnAcknowledgementNothingIsPrinted) {
  rig.go_online();
  rig.mqtt.acknowledges_publishes = false;
  EXPECT_EQ(rig.command("AT+MPUB=t,1,0,\"m\"", seconds(120)), ok);
  EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :1"));
}

TEST_F(Session, MpubexWithLengthTakesExactlySoManyRawBytes) {
  rig.go_online();
  rig.command("ATE0");
  rig.send("AT+MPUBEX=t,0,0,9\r\n");
  EXPECT_EQ(rig.take(), "\r\n>");
  rig.send("\x1a\x1b\x03\r\n\"\\22AT\r");
  EXPECT_EQ(rig.take(), ok + ok) << "what is beyond is the next command";
  rig.advance(milliseconds(5));
  EXPECT_EQ(rig.mqtt.published.back().payload, "\x1a\x1b\x03\r\n\"\\22");
}

TEST_F(Session, TheLineFeedOfTheCommandsLineIsNotData) {
  rig.go_online();
  rig.send("AT+MPUBEX=t,0,0,2\r");
  rig.send("\n");
  rig.send("\nx");
  rig.advance(milliseconds(5));
  EXPECT_EQ(rig.mqtt.published.back().payload, "\nx");
}

TEST_F(Session, MpubexWithoutLengthEndsAtCtrlZOrAPause) {
  rig.go_online();
  rig.command("ATE0");
  rig.send(
      "AT+MPUBEX=t,0,0\r{\"a\":1}\x1a"
      "AT\r");
  EXPECT_EQ(rig.take(), "\r\n>" + ok + ok);
  rig.advance(milliseconds(5));
  EXPECT_EQ(rig.mqtt.published.back().payload, "{\"a\":1}");
  rig.send("AT+MPUBEX=t,0,0\rpau");
  rig.advance(milliseconds(4999));
  rig.send("se");
  rig.advance(milliseconds(4999));
  EXPECT_EQ(rig.take(), "\r\n>");
  rig.advance(milliseconds(5));
  EXPECT_EQ(rig.take(), ok);
  EXPECT_EQ(rig.mqtt.published.back().payload, "pause");
  rig.send("AT+MPUBEX=t,0,0\r\x1a");
  rig.advance(milliseconds(5));
  EXPECT_EQ(rig.mqtt.published.back().payload, "") << "0x1A at once is an empty message";
}

TEST_F(Session, AStalledLengthLosesItsData) {
  rig.go_online();
  const std::size_t before = rig.mqtt.published.size();
  rig.command("ATE0");
  rig.send("AT+MPUBEX=t,0,0,10\rhalf");
  rig.advance(milliseconds(4999));
  EXPECT_EQ(rig.take(), "\r\n>");
  rig.advance(milliseconds(1));
  EXPECT_EQ(rig.take(), error);
  EXPECT_EQ(rig.command("AT"), ok);
  rig.send("AT+MPUBEX=t,0,0\r");
  rig.advance(seconds(5));
  EXPECT_EQ(rig.take(), "\r\n>" + error);
  EXPECT_EQ(rig.mqtt.published.size(), before);
}

TEST_F(Session, MpubexOf4100BytesAndNotOneMore) {
  rig.go_online();
  rig.command("ATE0");
  const std::string most(4100, 'x');
  rig.send("AT+MPUBEX=t,0,0,4100\r" + most + "AT+MPUBEX=t,0,0\r" + most + "\x1a");
  EXPECT_EQ(rig.take(), "\r\n>" + ok + "\r\n>" + ok);
  rig.advance(milliseconds(5));
  ASSERT_EQ(rig.mqtt.published.size(), 2u);
  EXPECT_EQ(rig.mqtt.published[1].payload, most);
  rig.send("AT+MPUBEX=t,0,0\r" + most +
           "x\x1a"
           "AT\r");
  EXPECT_EQ(rig.take(), "\r\n>" + error + ok);
  rig.advance(milliseconds(5));
  EXPECT_EQ(rig.mqtt.published.size(), 2u);
}

TEST_F(Session, ABurstLargerThanTheInputBufferIsDataToItsLastByte) {
  rig.go_online();
  rig.command("ATE0");
  rig.send("AT+MPUBEX=t,0,0\r");
  rig.send(std::string(ModelProfile().receive_buffer + 1000, 'x') +
           "\x1a"
           "AT\r");
  EXPECT_EQ(rig.take(), "\r\n>" + error + ok);
}

TEST_F(Session, SubscriptionsOfACleanSessionDieWithIt) {
  for (const bool clean : {true, false}) {
    fake::ModuleRig each;
    each.command("AT+MCONFIG=id");
    each.command("AT+MIPSTART=h,1");
    each.command(clean ? "AT+MCONNECT=1,60" : "AT+MCONNECT=0,60");
    each.command("AT+MSUB=t,0");
    each.network.close_from_peer();
    each.advance(milliseconds(5));
    each.command("AT+MIPSTART=h,1");
    each.command(clean ? "AT+MCONNECT=1,60" : "AT+MCONNECT=0,60");
    each.mqtt.peer_publish({"t", "x", 0, false});
    each.advance(milliseconds(5));
    EXPECT_EQ(each.take(), clean ? "" : framed("+MSUB: \"t\",1 byte,x"));
  }
}

TEST_F(Session, AnAnswerThatComesAfterItsTimeoutIsNotTheNextOnes) {
  rig.go_online();
  rig.mqtt.suback.reset();
  EXPECT_EQ(rig.command("AT+MSUB=late,0", seconds(21)), ok + framed("ERROR"));
  EXPECT_EQ(rig.command("AT+MSUB=next,0"), ok);
  rig.mqtt.acknowledge(MqttPacketType::suback, 1);
  rig.advance(milliseconds(50));
  EXPECT_EQ(rig.take(), "");
  rig.mqtt.acknowledge(MqttPacketType::suback, 2);
  rig.advance(milliseconds(50));
  EXPECT_EQ(rig.take(), framed("SUBACK"));
}

TEST_F(Session, ARetainedMessageFollowsItsSuback) {
  rig.go_online();
  rig.mqtt.peer_publish({"t", "kept", 0, true});
  EXPECT_EQ(rig.command("AT+MSUB=t,0"), ok + framed("SUBACK") + framed("+MSUB: \"t\",4 byte,kept"));
}

TEST_F(Session, TheWillIsPublishedAfterMdisconnectAndMipclose) {
  for (const char* end : {"AT+MDISCONNECT", "AT+MIPCLOSE", "AT+CIPSHUT", "AT+CGATT=0", "AT+CFUN=1,1"}) {
    fake::ModuleRig each;
    each.go_online("AT+MCONFIG=id,u,p,1,0,\"w\",\"gone\"");
    each.command(end);
    ASSERT_EQ(each.mqtt.published.size(), 1u) << end;
    EXPECT_EQ(each.mqtt.published[0].payload, "gone");
    EXPECT_EQ(each.mqtt.disconnect_packets, 0);
  }
}

TEST_F(Session, TypographicQuotesAreNoHost) {
  EXPECT_EQ(rig.command("AT+MIPSTART=\u201d1.2.3.4\u201c,1883"),
            ok + framed("STATE: IP INITIAL") + framed("CONNECT FAIL"));
  EXPECT_TRUE(rig.network.requests.empty());
}

TEST_F(Session, HostAndPortReachTheNetworkAsWritten) {
  rig.command("AT+MIPSTART=\"Broker.Example\", \"65535\"");
  ASSERT_EQ(rig.network.requests.size(), 1u);
  EXPECT_EQ(rig.network.requests[0].host, "Broker.Example");
  EXPECT_EQ(rig.network.requests[0].port, 65535);
}

}  // namespace
}  // namespace air780
