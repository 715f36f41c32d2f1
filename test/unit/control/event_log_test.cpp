#include "sim/control/event_log.h"

#include <gtest/gtest.h>

#include "sim/control/event_json.h"
#include "sim/trace/transcript.h"

#include <boost/json.hpp>

namespace air780 {
namespace {

// Everything an event points to may go right after the call.
TEST(EventLog, KeepsWhatAnEventPointedTo) {
  EventLog log;
  {
    std::string text = "AT+CSQ\r";
    MqttPacket packet;
    packet.type = MqttPacketType::publish;
    packet.topic = "a/topic/longer/than/a/short/string";
    log.on_event({std::chrono::seconds(1), SerialBytes{SerialBytes::Direction::from_host, text}});
    log.on_event({std::chrono::seconds(2), MqttPacketSeen{packet}});
    text = "overwritten";
    packet.topic = "overwritten, and longer than the short string buffer";
  }
  ASSERT_EQ(log.events().size(), 2U);
  EXPECT_EQ(transcript_line(log.events()[0].event()), "      1.000000 host    \"AT+CSQ\\r\"");
  EXPECT_EQ(boost::json::serialize(event_json(2, log.events()[1].event())),
            R"({"number":2,"at":2E0,"kind":"mqtt","direction":"to broker","packet":"PUBLISH","size":0,"qos":0,)"
            R"("retain":false,"duplicate":false,"payload_size":0,"topic":"a/topic/longer/than/a/short/string"})");
}

TEST(EventLog, ForgetsTheOldestBeyondItsLimits) {
  EventLog log({.events = 3, .bytes = 1 << 20});
  for (int i = 0; i < 5; ++i) log.on_event({Duration{}, UnsolicitedLine{"RDY"}});
  EXPECT_EQ(log.last_number(), 5U);
  EXPECT_EQ(log.events().front().number(), 3U);
  EXPECT_TRUE(log.reaches_back_to(2));
  EXPECT_FALSE(log.reaches_back_to(1));

  EventLog small({.events = 1000, .bytes = 10'000});
  const std::string big(4'000, 'x');
  for (int i = 0; i < 50; ++i) small.on_event({Duration{}, UnsolicitedLine{big}});
  EXPECT_LE(small.events().size(), 2U);
  EXPECT_GE(small.events().size(), 1U);
}

TEST(EventLog, ReachesBackToTheBeginningBeforeAnythingHappened) {
  EventLog log;
  EXPECT_TRUE(log.reaches_back_to(0));
}

}  // namespace
}  // namespace air780
