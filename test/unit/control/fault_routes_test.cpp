#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "test/unit/control/control_rig.h"

namespace air780 {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(FaultRoutes, AnAddedRuleFiresAndIsListed) {
  ControlRig control;
  const ControlResponse added = control.ask("POST", "/rules", "on AT+CSQ #2: closed");
  EXPECT_EQ(added.status, 201);
  const std::string id = boost::json::serialize(boost::json::parse(added.body).at("id"));
  EXPECT_EQ(added.headers.at("Location"), "/rules/" + id);
  control.rig.command("AT+CSQ");
  EXPECT_THAT(control.fault_target.take(), IsEmpty());
  control.rig.command("AT+CSQ");
  EXPECT_THAT(control.fault_target.take(), ElementsAre("begin closed"));
  const boost::json::value rules = control.ask_json("GET", "/rules");
  EXPECT_EQ(rules.at_pointer("/0/rule"), "on AT+CSQ #2: closed");
  EXPECT_EQ(rules.at_pointer("/0/occurrences"), 2);
  EXPECT_EQ(rules.at_pointer("/0/fired"), 1);
  EXPECT_EQ(boost::json::serialize(rules.at_pointer("/0/id")), id);
}

TEST(FaultRoutes, ARuleThatWasTakenBackEndsWhatItBegan) {
  ControlRig control;
  control.ask("POST", "/rules", R"({"rule":"on AT+CSQ: blackhole 1min"})", "application/json");
  control.rig.command("AT+CSQ");
  EXPECT_EQ(control.ask_json("GET", "/rules").at_pointer("/0/acting"), true);
  const std::string id = boost::json::serialize(control.ask_json("GET", "/rules").at_pointer("/0/id"));
  control.fault_target.take();
  EXPECT_EQ(control.ask("DELETE", "/rules/" + id).status, 204);
  EXPECT_THAT(control.fault_target.take(), ElementsAre(HasSubstr("end blackhole")));
  EXPECT_THAT(control.ask_json("GET", "/rules").as_array(), IsEmpty());
  EXPECT_EQ(control.ask("DELETE", "/rules/" + id).status, 404);
}

TEST(FaultRoutes, AllCanBeTakenBackAtOnce) {
  ControlRig control;
  control.ask("POST", "/rules", "on AT+CSQ: closed");
  control.ask("POST", "/rules", "on AT+CREG: closed");
  control.ask("POST", "/inject", "blackhole 1min");
  control.rig.advance(std::chrono::milliseconds(5));
  control.fault_target.take();
  EXPECT_EQ(control.ask("DELETE", "/rules").status, 204);
  EXPECT_THAT(control.fault_target.take(), ElementsAre(HasSubstr("end blackhole")));
  control.rig.command("AT+CSQ");
  EXPECT_THAT(control.fault_target.take(), IsEmpty());
}

TEST(FaultRoutes, AnActionActsAtOnce) {
  ControlRig control;
  EXPECT_EQ(control.ask("POST", "/inject", "pdn-deact").status, 200);
  control.rig.advance(std::chrono::milliseconds(5));
  EXPECT_THAT(control.fault_target.take(), ElementsAre(HasSubstr("begin pdn-deact")));
  EXPECT_EQ(control.ask_json("GET", "/counters").at_pointer("/faults"), 1);
}

TEST(FaultRoutes, ErrorsTellRuleColumnAndWhatIsExpected) {
  ControlRig control;
  const ControlResponse refused = control.ask("POST", "/rules", "now: csq 40");
  EXPECT_EQ(refused.status, 400);
  const boost::json::value told = boost::json::parse(refused.body);
  EXPECT_EQ(told.at("rule"), "now: csq 40");
  EXPECT_EQ(told.at("column"), 10);
  EXPECT_THAT(std::string(told.at("expected").as_string()), HasSubstr("0 to 31"));
  const boost::json::value action = control.ask_json("POST", "/inject", "csq 40");
  EXPECT_EQ(action.at("column"), 5);
  for (const char* text : {"", "closed", "on AT+CSQ: drop", "now: closed; now: closed"}) {
    EXPECT_EQ(control.ask("POST", "/rules", text).status, 400) << text;
  }
  for (const char* text : {"", "fail", "drop", "now: closed"}) {
    EXPECT_EQ(control.ask("POST", "/inject", text).status, 400) << text;
  }
  for (const char* id : {"x", "-1", "99", "1x"}) {
    EXPECT_EQ(control.ask("DELETE", "/rules/" + std::string(id)).status, 404) << id;
  }
  EXPECT_THAT(control.ask_json("GET", "/rules").as_array(), IsEmpty());
}

// Each rule costs at every event; a script in a loop must not stop the module.
TEST(FaultRoutes, TheNumberOfRulesIsLimited) {
  ControlRig control;
  int status = 201;
  int added = 0;
  for (; status == 201; ++added) status = control.ask("POST", "/rules", "on AT+CSQ: closed").status;
  EXPECT_EQ(status, 409);
  EXPECT_EQ(control.ask("DELETE", "/rules").status, 204);
  EXPECT_EQ(control.ask("POST", "/rules", "on AT+CSQ: closed").status, 201);
}

}  // namespace
}  // namespace air780
