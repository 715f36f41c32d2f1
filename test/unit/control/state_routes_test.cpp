#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "sim/fault/state_names.h"
#include "test/unit/control/control_rig.h"

namespace air780 {
namespace {

using testing::HasSubstr;

TEST(StateRoutes, TellTheModuleAsItIs) {
  ControlRig control;
  EXPECT_EQ(control.ask_json("GET", "/state").at_pointer("/states/mqtt"), "offline");
  control.rig.go_online();
  const boost::json::value online = control.ask_json("GET", "/state");
  EXPECT_EQ(online.at_pointer("/states/mqtt"), "online");
  EXPECT_EQ(online.at_pointer("/states/power"), "booted");
  EXPECT_EQ(online.at_pointer("/states/registration"), "registered");
  EXPECT_EQ(online.at_pointer("/mqtt/status"), 1);
  EXPECT_EQ(online.at_pointer("/contexts/0/active"), true);
  EXPECT_EQ(online.at_pointer("/model"), "Air780EP");
  EXPECT_EQ(online.at_pointer("/last_event"), control.log.last_number());
}

// Whatever state can be waited for is told, so that a wait for one that is so already answers at once.
TEST(StateRoutes, TellEveryStateARuleKnows) {
  ControlRig control;
  const boost::json::value state = control.ask_json("GET", "/state");
  for (const StateNames& known : state_names()) {
    const boost::json::value* value = state.at("states").as_object().if_contains(known.name);
    ASSERT_TRUE(value) << known.name;
    EXPECT_THAT(known.values, testing::Contains(std::string_view(value->as_string())));
  }
}

TEST(StateRoutes, CountWhatHappens) {
  ControlRig control;
  control.rig.command("ATE0");
  control.rig.command("AT+CSQ");
  control.rig.command("AT+CSQ=?;+NONSENSE");
  control.rig.go_online();
  control.rig.command("AT+MPUB=\"t\",1,0,\"x\"");
  const boost::json::value counters = control.ask_json("GET", "/counters");
  EXPECT_EQ(counters.at_pointer("/commands/AT+CSQ"), 2);
  EXPECT_EQ(counters.at_pointer("/packets/PUBLISH>"), 1);
  EXPECT_EQ(counters.at_pointer("/packets/PUBACK<"), 1);
  EXPECT_EQ(counters.at_pointer("/urcs/CONNACK OK"), 1);
  EXPECT_GT(counters.at_pointer("/bytes/from_host").as_int64(), 20);
  EXPECT_GT(counters.at_pointer("/bytes/to_host").as_int64(), 20);
}

// A host that makes up commands for a day must not fill the memory.
TEST(StateRoutes, CountersAreBounded) {
  Counters counters;
  for (int i = 0; i < 5000; ++i) counters.on_event({Duration{}, CommandStarted{"+X" + std::to_string(i)}});
  const boost::json::object json = counters.json();
  EXPECT_LT(json.at("commands").as_object().size(), 1000U);
  EXPECT_GT(json.at("commands").as_object().at("(others)").as_uint64(), 4000U);
}

TEST(StateRoutes, ShowTheCacheWithoutTakingItsMessages) {
  ControlRig control;
  control.rig.go_online();
  control.rig.command("AT+MQTTMSGSET=1");
  control.rig.command("AT+MSUB=\"t\",0");
  control.rig.command("AT+MPUB=\"t\",0,0,\"a\\22b\"");
  for (int i = 0; i < 2; ++i) {
    const boost::json::value cache = control.ask_json("GET", "/cache");
    ASSERT_EQ(cache.as_array().size(), 4U);
    EXPECT_EQ(cache.at_pointer("/0/topic"), "t");
    EXPECT_EQ(cache.at_pointer("/0/payload"), "a\"b");
    EXPECT_FALSE(cache.at(1).as_object().contains("topic"));
  }
  EXPECT_EQ(control.ask_json("GET", "/state").at_pointer("/mqtt/cached_messages"), 1);
}

TEST(StateRoutes, SetTheClockTheHostReads) {
  ControlRig control;
  EXPECT_EQ(control.ask("PUT", "/clock", "30/01/02,03:04:05+32\n").status, 200);
  EXPECT_THAT(control.rig.command("AT+CCLK?"), HasSubstr("\"30/01/02,03:04:05+32\""));
  EXPECT_EQ(control.ask("PUT", "/clock", R"({"clock":"31/01/02,03:04:05+32"})", "application/json").status, 200);
  EXPECT_THAT(control.rig.command("AT+CCLK?"), HasSubstr("\"31/01/02,"));
  const ControlResponse refused = control.ask("PUT", "/clock", "tomorrow");
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body, HasSubstr("24/11/06,09:47:13+32"));
}

TEST(StateRoutes, ABodyThatIsNoJsonOrWithoutItsFieldIsRefused) {
  ControlRig control;
  for (const char* body : {"{", "[]", "{}", R"({"clock":5})", "\"24/11/06,09:47:13+32\""}) {
    const ControlResponse refused = control.ask("PUT", "/clock", body, "application/json");
    EXPECT_EQ(refused.status, 400) << body;
    EXPECT_THAT(refused.body, HasSubstr("error")) << body;
  }
}

TEST(StateRoutes, AnUnknownPathAndAMethodThatIsNotAllowed) {
  ControlRig control;
  EXPECT_EQ(control.ask("GET", "/").status, 404);
  EXPECT_EQ(control.ask("GET", "/state/more").status, 404);
  const ControlResponse refused = control.ask("DELETE", "/clock");
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(refused.headers.at("Allow"), "GET, PUT");
}

}  // namespace
}  // namespace air780
