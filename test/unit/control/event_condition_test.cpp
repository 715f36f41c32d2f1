#include "sim/control/event_condition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace air780 {
namespace {

using testing::HasSubstr;

bool waits_for(std::string_view text, const EventBody& body) {
  const auto condition = parse_event_condition(text);
  EXPECT_TRUE(condition) << text;
  return condition && matches(*condition, Event{Duration{}, body});
}

SerialBytes said(std::string_view bytes) { return {SerialBytes::Direction::to_host, bytes}; }

TEST(EventCondition, ACommandOfTheHostInWhateverForm) {
  EXPECT_TRUE(waits_for("AT+MPUB", CommandStarted{"+MPUB=\"t\",0,0,\"x\""}));
  EXPECT_TRUE(waits_for("at+mpub", CommandStarted{"+mpub?"}));
  EXPECT_TRUE(waits_for("AT MPUB", CommandStarted{"+MPUB=?"}));
  EXPECT_TRUE(waits_for("ATE", CommandStarted{"E0"}));
  EXPECT_FALSE(waits_for("AT+MPUB", CommandStarted{"+MPUBEX=\"t\",0,0,5"}));
  EXPECT_FALSE(waits_for("AT+MPUB", said("\r\nAT+MPUB\r\n")));
}

TEST(EventCondition, ALineOfTheModuleByItsBeginning) {
  EXPECT_TRUE(waits_for("\"CONNECT OK\"", said("\r\nCONNECT OK\r\n")));
  EXPECT_TRUE(waits_for("\"+CSQ\"", said("AT+CSQ\r\r\n+CSQ: 25,0\r\n\r\nOK\r\n")));
  EXPECT_TRUE(waits_for("\"OK\"", said("AT+CSQ\r\r\n+CSQ: 25,0\r\n\r\nOK\r\n")));
  EXPECT_FALSE(waits_for("\"CONNECT OK\"", said("\r\nCONNECT FAIL\r\n")));
  EXPECT_FALSE(waits_for("\"K\"", said("\r\nOK\r\n")));
  EXPECT_FALSE(waits_for("\"AT\"", SerialBytes{SerialBytes::Direction::from_host, "AT\r"}));
}

TEST(EventCondition, APacketByItsDirection) {
  MqttPacket packet;
  packet.direction = MqttDirection::from_broker;
  packet.type = MqttPacketType::puback;
  EXPECT_TRUE(waits_for("PUBACK<", MqttPacketSeen{packet}));
  EXPECT_TRUE(waits_for(" PUBACK< ", MqttPacketSeen{packet}));
  EXPECT_FALSE(waits_for("PUBACK>", MqttPacketSeen{packet}));
  EXPECT_FALSE(waits_for("PUBREC<", MqttPacketSeen{packet}));
}

TEST(EventCondition, AStateAtItsNewValueAndAFaultAtItsBeginning) {
  EXPECT_TRUE(waits_for("mqtt=link-up", StateChanged{"mqtt", "opening", "link up"}));
  EXPECT_FALSE(waits_for("mqtt=opening", StateChanged{"mqtt", "opening", "link up"}));
  EXPECT_TRUE(waits_for("power=booted", PowerChanged{PowerStep::booted}));
  EXPECT_TRUE(waits_for("fault", FaultActed{"now: closed", "closed", false}));
  EXPECT_FALSE(waits_for("fault", FaultActed{"now: closed", "closed", true}));
}

TEST(EventCondition, TheShortWordsOfScenarios) {
  EXPECT_TRUE(waits_for("online", StateChanged{"mqtt", "connecting", "online"}));
  EXPECT_TRUE(waits_for("ready", PowerChanged{PowerStep::booted}));
  EXPECT_TRUE(waits_for("CLOSED", said("\r\nCLOSED\r\n")));
}

TEST(EventCondition, WhatIsNoneIsToldWithItsColumnAndWhatIsAllowed) {
  for (const char* text : {"", "\"", "\"\"", "AT+", "AT+CSQ;+CREG", "AT+CSQ=1", "FLY<", "<", ">", "mqtt=", "=online",
                           "mqt=online", "mqtt=onlin", "offline", "\"\\q\"", "fault fault", "AT+CSQ: closed"}) {
    EXPECT_FALSE(parse_event_condition(text)) << text;
  }
  EXPECT_THAT(parse_event_condition("mqtt=onlin").error(),
              testing::AllOf(HasSubstr("column 6"), HasSubstr("link-up, connecting, online")));
  EXPECT_THAT(parse_event_condition("PUBACK").error(), HasSubstr("PUBACK< or PUBLISH>"));
}

}  // namespace
}  // namespace air780
