// AT+SSLMIPSTART: what it asks the network for, and what the host hears of it (at-reference §2.2, §3.1).
#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

const std::string failed = ok + framed("STATE: IP INITIAL") + framed("CONNECT FAIL");

class Notices final : public EventListener {
 public:
  void on_event(const Event& event) override {
    if (const auto* notice = std::get_if<Notice>(&event.body)) texts.emplace_back(notice->text);
  }
  std::vector<std::string> texts;
};

class SecureLink : public testing::Test {
 protected:
  SecureLink() { rig_.events.add(notices_); }

  void set(const std::string& tag, const std::string& value) {
    ASSERT_EQ(rig_.command("AT+SSLCFG=\"" + tag + "\",88," + value), ok);
  }
  void keep(const std::string& name, const std::string& bytes) {
    ASSERT_TRUE(rig_.flash.create(name));
    ASSERT_TRUE(rig_.flash.write(name, bytes));
  }
  std::string start(const std::string& arguments = "\"broker.example\",8883") {
    return rig_.command("AT+SSLMIPSTART=" + arguments);
  }
  const TlsRequest& asked() { return *rig_.network.requests.back().tls; }
  static std::string text(const std::optional<NamedFile>& file) { return {file->bytes.begin(), file->bytes.end()}; }

  Notices notices_;
  fake::ModuleRig rig_;
};

TEST_F(SecureLink, WithoutAnySettingItConnectsAndChecksNothing) {
  EXPECT_EQ(start(), ok_then("CONNECT OK"));
  EXPECT_EQ(rig_.network.requests.back().host, "broker.example");
  EXPECT_EQ(rig_.network.requests.back().port, 8883);
  EXPECT_EQ(asked().security_level, 0);
  EXPECT_EQ(asked().server_name, "broker.example");
  EXPECT_FALSE(asked().check_server_name);
  EXPECT_FALSE(asked().check_dates);
  EXPECT_EQ(asked().version, 4);
  EXPECT_EQ(asked().cipher_suite, 0xFFFF);
  EXPECT_FALSE(asked().strict_suites);
  EXPECT_EQ(asked().timeout, std::chrono::seconds(90));
  EXPECT_FALSE(asked().authority);
}

TEST_F(SecureLink, TheSessionRunsOverItAsOverAnyLink) {
  start();
  EXPECT_EQ(rig_.command("AT+MQTTSTATU"), told("+MQTTSTATU :2"));
  EXPECT_EQ(rig_.command("AT+MCONNECT=1,60"), ok_then("CONNACK OK"));
  EXPECT_EQ(start(), ok_then("ALREADY CONNECT"));
  rig_.network.close_from_peer();
  rig_.advance(std::chrono::milliseconds(50));
  EXPECT_EQ(rig_.take(), framed("CLOSED"));
  EXPECT_EQ(rig_.command("AT+MQTTSTATU"), told("+MQTTSTATU :0"));
}

TEST_F(SecureLink, MipstartStaysPlain) {
  set("seclevel", "0");
  rig_.command("AT+MIPSTART=\"broker.example\",8883");
  EXPECT_FALSE(rig_.network.requests.back().tls);
}

TEST_F(SecureLink, EverySettingOfContext88Counts) {
  keep("ca.crt", "the authority");
  keep("client.crt", "the certificate");
  keep("client.key", "the key");
  set("cacert", "\"/ca.crt\"");
  set("clientcert", "\"C:/client.crt\"");
  set("clientkey", "\"client.key\"");
  set("seclevel", "2");
  set("hostname", "\"mqtt.example\"");
  set("ignorelocaltime", "0");
  set("sslversion", "3");
  set("ciphersuite", "0X0035");
  set("negotiatetimeout", "10");
  rig_.command("AT+CCLK=\"24/02/29,12:00:00+00\"");
  EXPECT_EQ(start(), ok_then("CONNECT OK"));
  EXPECT_EQ(asked().security_level, 2);
  EXPECT_EQ(text(asked().authority), "the authority");
  EXPECT_EQ(asked().authority->name, "/ca.crt");
  EXPECT_EQ(text(asked().certificate), "the certificate");
  EXPECT_EQ(text(asked().key), "the key");
  EXPECT_EQ(asked().server_name, "mqtt.example");
  EXPECT_TRUE(asked().check_server_name);
  EXPECT_TRUE(asked().check_dates);
  EXPECT_EQ(asked().now, std::chrono::sys_days(std::chrono::February / 29 / 2024) + std::chrono::hours(12));
  EXPECT_EQ(asked().version, 3);
  EXPECT_EQ(asked().cipher_suite, 0x0035);
  EXPECT_EQ(asked().timeout, std::chrono::seconds(10));
}

TEST_F(SecureLink, OtherContextsDoNot) {
  rig_.command("AT+SSLCFG=\"seclevel\",0,2");
  EXPECT_EQ(start(), ok_then("CONNECT OK"));
  EXPECT_EQ(asked().security_level, 0);
}

TEST_F(SecureLink, AnAddressIsNoServerName) {
  start("192.0.2.7,8883");
  EXPECT_EQ(asked().server_name, "");
}

TEST_F(SecureLink, ANameIsCheckedOnlyWhereTheServerIs) {
  set("hostname", "\"mqtt.example\"");
  start();
  EXPECT_EQ(asked().server_name, "mqtt.example");
  EXPECT_FALSE(asked().check_server_name);
}

TEST_F(SecureLink, AMissingFileOrSettingFailsAndIsNamed) {
  set("seclevel", "1");
  EXPECT_EQ(start(), failed);
  EXPECT_THAT(notices_.texts.back(), testing::HasSubstr("\"cacert\""));
  set("cacert", "\"ca.crt\"");
  EXPECT_EQ(start(), failed);
  EXPECT_THAT(notices_.texts.back(), testing::HasSubstr("ca.crt: no such file"));
  keep("ca.crt", "the authority");
  EXPECT_EQ(start(), ok_then("CONNECT OK"));
  rig_.command("AT+MIPCLOSE");
  set("seclevel", "2");
  EXPECT_EQ(start(), failed);
  EXPECT_THAT(notices_.texts.back(), testing::HasSubstr("\"clientcert\""));
  set("clientcert", "\"client.crt\"");
  set("clientkey", "\"client.key\"");
  keep("client.crt", "the certificate");
  EXPECT_EQ(start(), failed);
  EXPECT_THAT(notices_.texts.back(), testing::HasSubstr("client.key: no such file"));
  EXPECT_EQ(rig_.network.requests.size(), 1u);
}

TEST_F(SecureLink, AHandshakeThatFailsIsAConnectFailWithOneNotice) {
  rig_.network.failure = LinkError::Kind::tls;
  notices_.texts.clear();
  EXPECT_EQ(start(), failed);
  EXPECT_THAT(notices_.texts, testing::ElementsAre("the link could not be opened: in memory"));
  rig_.command("AT+CIPMUX=1");
  EXPECT_EQ(start(), ok_then("7,CONNECT FAIL"));
  rig_.network.failure.reset();
  EXPECT_EQ(start(), ok_then("7,CONNECT OK"));
}

TEST_F(SecureLink, WhileItIsBeingOpenedNoOtherMayBe) {
  rig_.network.silent = true;
  EXPECT_EQ(start(), ok);
  EXPECT_EQ(start(), cme(767));
  EXPECT_EQ(rig_.command("AT+MIPCLOSE"), ok);
}

TEST(SecureLinkQuirk, StrictSuites) {
  ModelProfile profile;
  ASSERT_EQ(set_quirk(profile.quirks, "strict-suites=on"), std::nullopt);
  fake::ModuleRig rig(profile);
  rig.command("AT+SSLMIPSTART=h,1");
  EXPECT_TRUE(rig.network.requests.back().tls->strict_suites);
}

}  // namespace
}  // namespace air780
