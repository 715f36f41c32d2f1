// The ranges of the MQTT commands at their edges, and every kind of bad argument: ERROR, nothing reaches the broker,
// the session goes on.
#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\""; }
std::string of(std::size_t count, char c = 'x') { return std::string(count, c); }
std::string escaped(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "\\41";
  return text;
}

class Online : public testing::Test {
 protected:
  void SetUp() override { rig.go_online(); }
  void TearDown() override {
    EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :1"));
    EXPECT_EQ(rig.network.open_links, 1);
  }
  void expect_error(const std::string& line) {
    const std::size_t published = rig.mqtt.published.size();
    EXPECT_EQ(rig.command(line), error) << line.substr(0, 80);
    EXPECT_EQ(rig.mqtt.published.size(), published) << line.substr(0, 80);
  }
  // What the broker received of the last message.
  const MqttMessage& last() { return rig.mqtt.published.back(); }
  fake::ModuleRig rig;
};

TEST_F(Online, Publish) {
  EXPECT_EQ(rig.command("AT+MPUB=\"a/b\",1,1,\"m\""), ok_then("PUBACK"));
  EXPECT_EQ(last().topic, "a/b");
  EXPECT_EQ(last().payload, "m");
  EXPECT_EQ(last().qos, 1);
  EXPECT_TRUE(last().retain);
  EXPECT_EQ(rig.command("AT+MPUB=a/b , 0 , 0 , \"\""), ok);
  EXPECT_EQ(last().payload, "");
  EXPECT_FALSE(last().retain);
}

TEST_F(Online, PublishArguments) {
  for (const char* line : {"AT+MPUB=",
                           "AT+MPUB=t",
                           "AT+MPUB=t,0",
                           "AT+MPUB=t,0,0",
                           "AT+MPUB=,0,0,\"m\"",
                           "AT+MPUB=\"\",0,0,\"m\"",
                           "AT+MPUB=t,3,0,\"m\"",
                           "AT+MPUB=t,-1,0,\"m\"",
                           "AT+MPUB=t,,0,\"m\"",
                           "AT+MPUB=t,a,0,\"m\"",
                           "AT+MPUB=t,0,2,\"m\"",
                           "AT+MPUB=t,0,,\"m\"",
                           "AT+MPUB=t,0,0,m",
                           "AT+MPUB=t,0,0,\"m",
                           "AT+MPUB=t,0,0,m\"",
                           "AT+MPUB=t,0,0,\"a\"b\"",
                           "AT+MPUB=t,0,0,{\"a\":1}",
                           "AT+MPUB=t,0,0,\"{\"a\":1}\"",
                           "AT+MPUB=t,0,0,\"m\",1",
                           "AT+MPUB=t+,0,0,\"m\"",
                           "AT+MPUB=a/#,0,0,\"m\"",
                           "AT+MPUB?",
                           "AT+MPUB"}) {
    expect_error(line);
  }
}

TEST_F(Online, TopicsOf256Bytes) {
  EXPECT_EQ(rig.command("AT+MPUB=" + in_quotes(of(256)) + ",0,0,\"m\""), ok);
  EXPECT_EQ(last().topic, of(256));
  EXPECT_EQ(rig.command("AT+MSUB=" + of(256) + ",0"), ok_then("SUBACK"));
  EXPECT_EQ(rig.command("AT+MUNSUB=" + of(256)), ok_then("UNSUBACK"));
  expect_error("AT+MPUB=" + of(257) + ",0,0,\"m\"");
  expect_error("AT+MPUBEX=" + of(257) + ",0,0");
  expect_error("AT+MSUB=" + in_quotes(of(257)) + ",0");
  expect_error("AT+MUNSUB=" + of(257));
}

TEST_F(Online, PayloadsOf4100BytesHoweverWritten) {
  EXPECT_EQ(rig.command("AT+MPUB=t,0,0," + in_quotes(of(4100))), ok);
  EXPECT_EQ(last().payload, of(4100));
  EXPECT_EQ(rig.command("AT+MPUB=t,0,0," + in_quotes(escaped(4100))), ok);
  EXPECT_EQ(last().payload, of(4100, 'A'));
  expect_error("AT+MPUB=t,0,0," + in_quotes(of(4101)));
  expect_error("AT+MPUB=t,0,0," + in_quotes(escaped(4101)));
  expect_error("AT+MPUB=t,0,0," + in_quotes(escaped(4100) + "x"));
  rig.command("AT+MQTTMODE=1");
  EXPECT_EQ(rig.command("AT+MPUB=t,0,0," + in_quotes(of(8200, 'a'))), ok);
  EXPECT_EQ(last().payload, of(4100, '\xaa'));
  expect_error("AT+MPUB=t,0,0," + in_quotes(of(8202, 'a')));
}

TEST_F(Online, EscapesReachTheBrokerAsBytes) {
  rig.command("AT+MPUB=t,0,0,\"{\\22id\\22:1}\\0D\\0A\\5C\\q\"");
  EXPECT_EQ(last().payload, "{\"id\":1}\r\n\\\\q");
}

TEST_F(Online, HexMode) {
  EXPECT_EQ(rig.command("AT+MQTTMODE?"), told("+MQTTMODE: 0"));
  EXPECT_EQ(rig.command("AT+MQTTMODE=1"), ok);
  EXPECT_EQ(rig.command("AT+MPUB=t,0,0,\"00fFaB\""), ok);
  EXPECT_EQ(last().payload, std::string("\0\xff\xab", 3));
  for (const char* hex : {"3", "3132333", "3g", "31 32", "\\22"}) expect_error("AT+MPUB=t,0,0," + in_quotes(hex));
  rig.send("AT+MPUBEX=t,0,0,4\r");
  rig.take();
  rig.send("3132");
  rig.advance(std::chrono::milliseconds(5));
  EXPECT_EQ(rig.take(), ok);
  EXPECT_EQ(last().payload, "3132") << "MPUBEX stays raw";
  rig.mqtt.peer_publish({"t", "raw", 0, false});
  rig.command("AT+MSUB=t,0");
  rig.mqtt.peer_publish({"t", "raw", 0, false});
  rig.advance(std::chrono::milliseconds(5));
  EXPECT_EQ(rig.take(), framed("+MSUB: \"t\",3 byte,raw"));
  for (const char* line : {"AT+MQTTMODE=2", "AT+MQTTMODE=", "AT+MQTTMODE", "AT+MQTTMODE=0,0"}) expect_error(line);
  EXPECT_EQ(rig.command("AT+MQTTMODE?"), told("+MQTTMODE: 1"));
}

TEST_F(Online, SubscribeArguments) {
  for (const char* line : {"AT+MSUB=", "AT+MSUB=t", "AT+MSUB=t,3", "AT+MSUB=t,", "AT+MSUB=,0", "AT+MSUB=\"\",0",
                           "AT+MSUB=t,0,0", "AT+MSUB?", "AT+MSUB", "AT+MSUB=\"t,0", "AT+MUNSUB=", "AT+MUNSUB=\"\"",
                           "AT+MUNSUB=t,0", "AT+MUNSUB?", "AT+MUNSUB"}) {
    expect_error(line);
  }
}

TEST_F(Online, PublishDataArguments) {
  for (const char* line : {"AT+MPUBEX=", "AT+MPUBEX=t", "AT+MPUBEX=t,0", "AT+MPUBEX=t,3,0", "AT+MPUBEX=t,0,2",
                           "AT+MPUBEX=t,0,0,0", "AT+MPUBEX=t,0,0,4101", "AT+MPUBEX=t,0,0,x", "AT+MPUBEX=t,0,0,1,1",
                           "AT+MPUBEX=\"\",0,0,1", "AT+MPUBEX?", "AT+MPUBEX"}) {
    expect_error(line);
  }
}

TEST_F(Online, LinkAndSessionArguments) {
  for (const char* line :
       {"AT+MIPSTART=",     "AT+MIPSTART=h",       "AT+MIPSTART=h,0",   "AT+MIPSTART=h,65536", "AT+MIPSTART=h,",
        "AT+MIPSTART=,1",   "AT+MIPSTART=\"\",1",  "AT+MIPSTART=h,1,1", "AT+MIPSTART?",        "AT+MIPSTART",
        "AT+SSLMIPSTART=h", "AT+SSLMIPSTART=h,x",  "AT+MCONNECT=",      "AT+MCONNECT=1",       "AT+MCONNECT=2,60",
        "AT+MCONNECT=1,0",  "AT+MCONNECT=1,65536", "AT+MCONNECT=,60",   "AT+MCONNECT=1,60,2",  "AT+MCONNECT=1,60,1,1",
        "AT+MCONNECT?",     "AT+MCONNECT",         "AT+MDISCONNECT=1",  "AT+MDISCONNECT?",     "AT+MIPCLOSE=1",
        "AT+MIPCLOSE?",     "AT+MQTTSTATU=1",      "AT+MQTTSTATU?"}) {
    expect_error(line);
  }
}

class Configured : public testing::Test {
 protected:
  // The CONNECT that `line` leads to, or nothing when it is answered ERROR.
  std::optional<MqttConnectRequest> connect_with(const std::string& line) {
    fake::ModuleRig rig;
    const std::string answer = rig.command(line);
    EXPECT_TRUE(answer == ok || answer == error) << line.substr(0, 80);
    if (answer == error) return std::nullopt;
    rig.command("AT+MIPSTART=h,1");
    EXPECT_EQ(rig.command("AT+MCONNECT=0,300"), ok_then("CONNACK OK"));
    return rig.mqtt.connects.at(0);
  }
};

TEST_F(Configured, ClientIdUserAndPasswordWithAndWithoutQuotes) {
  for (const char* line :
       {"AT+MCONFIG=id,user,secret", "AT+MCONFIG=\"id\",\"user\",\"secret\"", "AT+MCONFIG=\"id\", user, secret"}) {
    const auto request = connect_with(line);
    ASSERT_TRUE(request) << line;
    EXPECT_EQ(request->client_id, "id");
    EXPECT_EQ(request->username, "user");
    EXPECT_EQ(request->password, "secret");
    EXPECT_FALSE(request->will);
    EXPECT_FALSE(request->clean_session);
    EXPECT_EQ(request->keepalive_seconds, 300);
  }
}

TEST_F(Configured, EmptyCredentialsAreNone) {
  for (const char* line :
       {"AT+MCONFIG=\"id\"", "AT+MCONFIG=\"id\",\"\",\"\"", "AT+MCONFIG=id,,", "AT+MCONFIG=id,\"\",\"\",0,0"}) {
    const auto request = connect_with(line);
    ASSERT_TRUE(request) << line;
    EXPECT_FALSE(request->username) << line;
    EXPECT_FALSE(request->password) << line;
  }
  EXPECT_EQ(connect_with("AT+MCONFIG=test,'',''")->username, "''");
  EXPECT_EQ(connect_with("AT+MCONFIG=\"\"")->client_id, "");
}

TEST_F(Configured, WithoutMconfigTheImeiIsTheClientId) {
  const auto request = connect_with("AT");
  EXPECT_EQ(request->client_id, ModelProfile{}.imei);
  EXPECT_FALSE(request->username);
}

TEST_F(Configured, IdentityOf256BytesEach) {
  const auto request = connect_with("AT+MCONFIG=" + of(256, 'a') + "," + of(256, 'b') + "," + in_quotes(of(256, 'c')));
  ASSERT_TRUE(request);
  EXPECT_EQ(request->client_id + *request->username + *request->password, of(256, 'a') + of(256, 'b') + of(256, 'c'));
  EXPECT_FALSE(connect_with("AT+MCONFIG=" + of(257)));
  EXPECT_FALSE(connect_with("AT+MCONFIG=id," + of(257) + ",p"));
  EXPECT_FALSE(connect_with("AT+MCONFIG=id,u," + of(257)));
}

TEST_F(Configured, TheWill) {
  const auto request = connect_with("AT+MCONFIG=id,u,p,2,1,\"w/t\",\"\\22gone\\22\"");
  ASSERT_TRUE(request && request->will);
  EXPECT_EQ(request->will->topic, "w/t");
  EXPECT_EQ(request->will->payload, "\"gone\"");
  EXPECT_EQ(request->will->qos, 2);
  EXPECT_TRUE(request->will->retain);
}

TEST_F(Configured, AWillOf1360BytesHoweverWritten) {
  const std::string start = "AT+MCONFIG=id,u,p,0,0,\"w\",";
  EXPECT_EQ(connect_with(start + in_quotes(of(1360)))->will->payload, of(1360));
  EXPECT_EQ(connect_with(start + in_quotes(escaped(1360)))->will->payload, of(1360, 'A'));
  EXPECT_FALSE(connect_with(start + in_quotes(of(1361))));
  EXPECT_FALSE(connect_with(start + in_quotes(escaped(1361))));
  EXPECT_TRUE(connect_with("AT+MCONFIG=id,u,p,0,0," + in_quotes(of(256)) + ",\"m\""));
  EXPECT_FALSE(connect_with("AT+MCONFIG=id,u,p,0,0," + in_quotes(of(257)) + ",\"m\""));
}

TEST_F(Configured, BadWillsAndTooManyArguments) {
  for (const char* line :
       {"AT+MCONFIG=", "AT+MCONFIG=,u,p", "AT+MCONFIG=id,u,p,3,0,\"w\",\"m\"", "AT+MCONFIG=id,u,p,0,2,\"w\",\"m\"",
        "AT+MCONFIG=id,u,p,0,0,w,\"m\"", "AT+MCONFIG=id,u,p,0,0,\"w\",m", "AT+MCONFIG=id,u,p,0,1,\"\",\"\"",
        "AT+MCONFIG=id,u,p,0,1", "AT+MCONFIG=id,u,p,0,0,\"\",\"m\"", "AT+MCONFIG=id,u,p,0,0,\"w\",\"m\",1",
        "AT+MCONFIG=\"id", "AT+MCONFIG?", "AT+MCONFIG"}) {
    EXPECT_FALSE(connect_with(line)) << line;
  }
}

TEST_F(Configured, ABadMconfigLeavesTheLastGoodOne) {
  fake::ModuleRig rig;
  rig.command("AT+MCONFIG=good");
  EXPECT_EQ(rig.command("AT+MCONFIG=bad,u,p,0,1"), error);
  rig.command("AT+MIPSTART=h,1");
  rig.command("AT+MCONNECT=1,65535,1");
  EXPECT_EQ(rig.mqtt.connects.at(0).client_id, "good");
  EXPECT_EQ(rig.mqtt.connects.at(0).keepalive_seconds, 65535);
}

}  // namespace
}  // namespace air780
