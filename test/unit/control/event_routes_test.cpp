#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "test/unit/control/control_rig.h"

namespace air780 {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

boost::json::value json_of(const ControlResponse& response) { return boost::json::parse(response.body); }

TEST(Wait, AnswersWhenTheHostSaysACommand) {
  ControlRig control;
  ControlRig::Later waiting;
  control.ask_later(waiting, "GET", "/wait?for=AT%2BCSQ&timeout=10s");
  control.rig.command("AT+CREG?");
  EXPECT_FALSE(waiting.response);
  control.rig.command("AT+CSQ");
  ASSERT_TRUE(waiting.response);
  EXPECT_EQ(waiting.response->status, 200);
  EXPECT_EQ(json_of(*waiting.response).at_pointer("/text"), "AT+CSQ");
}

TEST(Wait, AnswersWhenTheModuleOrTheBrokerDoes) {
  ControlRig control;
  ControlRig::Later line, packet, state;
  control.ask_later(line, "GET", "/wait?for=%22CONNACK%20OK%22");
  control.ask_later(packet, "GET", "/wait?for=CONNACK%3C");
  control.ask_later(state, "GET", "/wait?for=mqtt=online");
  control.rig.go_online();
  ASSERT_TRUE(line.response && packet.response && state.response);
  EXPECT_EQ(json_of(*line.response).at_pointer("/bytes"), "\\r\\nCONNACK OK\\r\\n");
  EXPECT_EQ(json_of(*packet.response).at_pointer("/code"), 0);
  EXPECT_EQ(json_of(*state.response).at_pointer("/to"), "online");
}

TEST(Wait, EndsWith408WhenItDoesNotHappen) {
  ControlRig control;
  ControlRig::Later waiting;
  control.ask_later(waiting, "GET", "/wait?for=mqtt=online&timeout=5s");
  control.rig.advance(std::chrono::milliseconds(4999));
  EXPECT_FALSE(waiting.response);
  control.rig.advance(std::chrono::milliseconds(1));
  ASSERT_TRUE(waiting.response);
  EXPECT_EQ(waiting.response->status, 408);
}

TEST(Wait, AStateThatIsSoAlreadyAnswersAtOnce) {
  ControlRig control;
  const ControlResponse response = control.ask("GET", "/wait?for=power=booted");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(json_of(response).at_pointer("/kind"), "already");
}

// What happened between two calls is not missed, and what happened before is not taken for it.
TEST(Wait, SinceANumberSeesWhatHappenedInBetween) {
  ControlRig control;
  control.rig.command("AT+CSQ");
  const std::string since = std::to_string(control.log.last_number());
  ControlRig::Later waiting;
  control.ask_later(waiting, "GET", "/wait?for=AT+CSQ&since=" + since);
  control.rig.command("AT+CSQ");
  const ControlResponse later = control.ask("GET", "/wait?for=AT+CSQ&since=" + since);
  ASSERT_TRUE(waiting.response);
  EXPECT_EQ(later.body, waiting.response->body);
  EXPECT_GT(json_of(later).at_pointer("/number").as_int64(), std::stol(since));
}

// A question that was taken back is not answered and costs nothing any more.
TEST(Wait, CanBeTakenBack) {
  ControlRig control;
  ControlRig::Later waiting;
  control.ask_later(waiting, "GET", "/wait?for=AT+CSQ");
  waiting.pending.reset();
  control.rig.command("AT+CSQ");
  control.rig.advance(std::chrono::seconds(20));
  EXPECT_FALSE(waiting.response);
}

TEST(Wait, ErrorsSayWhatIsAllowed) {
  ControlRig control;
  const auto refused = [&control](const char* target) {
    const ControlResponse response = control.ask("GET", target);
    EXPECT_EQ(response.status, 400) << target;
    return response.body;
  };
  EXPECT_THAT(refused("/wait"), HasSubstr("for= is missing"));
  EXPECT_THAT(refused("/wait?for=nothing"), HasSubstr("PUBACK<"));
  EXPECT_THAT(refused("/wait?for=mqt=online"), HasSubstr("mqtt, registration, scene, sim, power"));
  EXPECT_THAT(refused("/wait?for=fault&timeout=soon"), HasSubstr("300ms"));
  EXPECT_THAT(refused("/wait?for=fault&timeout=11min"), HasSubstr("10min"));
  EXPECT_THAT(refused("/wait?for=fault&since=-1"), HasSubstr("'-1'"));
}

TEST(Wait, WhatIsNoLongerKnownIsGone) {
  ControlRig control({.events = 5, .bytes = 1 << 20});
  for (int i = 0; i < 10; ++i) control.rig.command("AT");
  EXPECT_EQ(control.ask("GET", "/wait?for=fault&since=0").status, 410);
  EXPECT_EQ(control.ask("GET", "/transcript?since=0").status, 410);
  EXPECT_EQ(control.ask("GET", "/transcript").status, 200);
}

TEST(TranscriptRoute, TellsTheLatestEvents) {
  ControlRig control;
  control.rig.command("AT+CSQ");
  control.rig.command("AT+CREG?");
  const std::string all = control.ask("GET", "/transcript").body;
  EXPECT_THAT(all, HasSubstr("host    \"AT+CSQ\\r\"\n"));
  EXPECT_THAT(all, EndsWith("OK\\r\\n\"\n"));
  const std::string last = control.ask("GET", "/transcript?last=1").body;
  EXPECT_THAT(all, EndsWith(last));
  EXPECT_EQ(std::ranges::count(last, '\n'), 1);
  EXPECT_THAT(control.ask("GET", "/transcript?since=4").body, Not(HasSubstr("AT+CSQ")));
}

TEST(TranscriptRoute, TellsThemAsJson) {
  ControlRig control;
  control.rig.command("AT+CSQ");
  const boost::json::value events = json_of(control.ask("GET", "/transcript?format=json"));
  ASSERT_EQ(events.as_array().size(), control.log.events().size());
  EXPECT_EQ(events.at_pointer("/0/kind"), "host");
  EXPECT_EQ(events.at_pointer("/0/bytes"), "AT+CSQ\\r");
  EXPECT_EQ(control.ask("GET", "/transcript?format=xml").status, 400);
}

}  // namespace
}  // namespace air780
