#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "test/unit/control/control_rig.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

PowerStep power(ControlRig& control) { return control.rig.module.power_step(); }

TEST(PowerRoutes, TheSupplyIsCutAndAppliedAgain) {
  ControlRig control;
  control.rig.go_online();
  EXPECT_EQ(control.ask("POST", "/power", "off").status, 200);
  EXPECT_EQ(control.rig.command("AT"), "");
  EXPECT_EQ(control.ask_json("POST", "/power", "on").at_pointer("/power"), "on");
  control.rig.advance(milliseconds(400));
  EXPECT_THAT(control.rig.take(), HasSubstr("RDY"));
  EXPECT_THAT(control.rig.command("AT+MQTTSTATU"), HasSubstr("+MQTTSTATU :0"));
}

TEST(PowerRoutes, ACycleBootsTheModuleAnew) {
  ControlRig control;
  EXPECT_EQ(control.ask("POST", "/power", R"({"action":"cycle"})", "application/json").status, 200);
  control.rig.advance(milliseconds(400));
  EXPECT_THAT(control.rig.take(), HasSubstr("RDY"));
  const ControlResponse refused = control.ask("POST", "/power", "sideways");
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body, HasSubstr("on, off and cycle"));
}

TEST(PowerRoutes, PwrkeySwitchesOffAndOnAfterItsTime) {
  ControlRig control;
  ControlRig::Later off;
  control.ask_later(off, "POST", "/pins/pwrkey", "2s");
  control.rig.advance(milliseconds(1499));
  EXPECT_EQ(power(control), PowerStep::booted);
  control.rig.advance(milliseconds(1));
  EXPECT_EQ(power(control), PowerStep::off);
  EXPECT_FALSE(off.response);
  control.rig.advance(milliseconds(500));
  ASSERT_TRUE(off.response);
  EXPECT_EQ(boost::json::parse(off.response->body).at_pointer("/power"), "off");

  ControlRig::Later on;
  control.ask_later(on, "POST", "/pins/pwrkey", "1200ms");
  control.rig.advance(milliseconds(1200 + 400));
  EXPECT_EQ(power(control), PowerStep::booted);
}

TEST(PowerRoutes, AShortPressOfPwrkeyDoesNothing) {
  ControlRig control;
  ControlRig::Later later;
  control.ask_later(later, "POST", "/pins/pwrkey", "1499ms");
  control.rig.advance(milliseconds(1600));
  ASSERT_TRUE(later.response);
  EXPECT_EQ(power(control), PowerStep::booted);
}

TEST(PowerRoutes, WithResetTheModuleIsDeadUntilItIsLetGo) {
  ControlRig control;
  ControlRig::Later later;
  control.ask_later(later, "POST", "/pins/reset", "5s");
  EXPECT_EQ(control.rig.command("AT"), "");
  control.rig.advance(std::chrono::seconds(4));
  EXPECT_EQ(power(control), PowerStep::off);
  control.rig.advance(std::chrono::seconds(2));
  ASSERT_TRUE(later.response);
  EXPECT_THAT(control.rig.take(), HasSubstr("RDY"));
}

// The button's owner went away: nobody holds it any more.
TEST(PowerRoutes, APressThatIsTakenBackLetsGo) {
  ControlRig control;
  ControlRig::Later later;
  control.ask_later(later, "POST", "/pins/reset", "1min");
  later.pending.reset();
  control.rig.advance(milliseconds(400));
  EXPECT_EQ(power(control), PowerStep::booted);
}

// AT+CSCLK=1: the module sleeps while DTR is off.
TEST(PowerRoutes, DtrLetsTheModuleSleepAndWakesIt) {
  ControlRig control;
  EXPECT_EQ(control.ask("PUT", "/pins/dtr", "on").status, 200);
  control.rig.command("AT+CSCLK=1");
  control.rig.advance(std::chrono::minutes(1));
  EXPECT_THAT(control.rig.command("AT"), HasSubstr("OK"));
  EXPECT_EQ(control.ask("PUT", "/pins/dtr", "off").status, 200);
  control.rig.advance(std::chrono::minutes(1));
  EXPECT_EQ(control.rig.command("AT"), "");
  EXPECT_EQ(control.ask("PUT", "/pins/dtr", "sideways").status, 400);
}

TEST(PowerRoutes, ErrorsSayWhatIsAllowed) {
  ControlRig control;
  EXPECT_EQ(control.ask("POST", "/pins/boot", "1s").status, 404);
  for (const char* time : {"", "1500", "a while", "2min"}) {
    const ControlResponse refused = control.ask("POST", "/pins/reset", time);
    EXPECT_EQ(refused.status, 400) << time;
    EXPECT_THAT(refused.body, HasSubstr("300ms")) << time;
  }
  EXPECT_EQ(power(control), PowerStep::booted);
}

}  // namespace
}  // namespace air780
