// Two drivers and the whole library: the one that does as the guide says meets every expectation; the careless one
// misses those that are about what it does wrong. In memory, on the virtual clock.
#include <gmock/gmock.h>

#include <algorithm>

#include "protocol/at/command_table.h"
#include "sim/scenario/scenario_file.h"
#include "sim/scenario/scenario_library.h"
#include "sim/scenario/verdict_text.h"
#include "test/scenario/scenario_world.h"

namespace air780 {
namespace {

using namespace std::chrono_literals;
using testing::Contains;

struct Case {
  const char* scenario;
  std::vector<const char*> missed;  // by the careless driver, among others
  host::Habits habits = {};
  bool peers = false;
};

void PrintTo(const Case& one, std::ostream* out) { *out << one.scenario; }

class LibraryVerdicts : public testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    if (GetParam().habits.over_tls && !find_command("+SSLCFG")) GTEST_SKIP() << "this module has no TLS";
  }

  static Verdict play(ScenarioWorld::MakeDriver driver) {
    const auto scenario = load_scenario(GetParam().scenario);
    EXPECT_TRUE(scenario);
    ScenarioWorld world(*scenario, 7, driver, GetParam().habits);
    if (GetParam().peers) world.peer_publishes_every(1s);
    return world.play();
  }
};

TEST_P(LibraryVerdicts, TheGuidesDriverMeetsThemAll) {
  const Verdict verdict = play(host::make_guide_driver);
  EXPECT_TRUE(verdict.met()) << to_text(verdict);
  EXPECT_FALSE(verdict.cut_short);
}

TEST_P(LibraryVerdicts, TheCarelessOneMissesForTheRightReasons) {
  const Verdict verdict = play(host::make_careless_driver);
  std::vector<std::string> missed;
  for (const Judgement& judgement : verdict.judgements) {
    if (!judgement.met) missed.push_back(judgement.expectation);
  }
  for (const char* expectation : GetParam().missed) {
    EXPECT_THAT(missed, Contains(expectation)) << to_text(verdict);
  }
  // Its habit in all of them: it reboots the module for what a reboot does not mend.
  EXPECT_TRUE(std::ranges::count(missed, "expect count AT+CFUN=1,1 = 0") > 0 ||
              std::ranges::count(missed, "expect count AT+RESET = 0") > 0)
      << to_text(verdict);
}

INSTANTIATE_TEST_SUITE_P(
    All, LibraryVerdicts,
    testing::Values(Case{"tcp-loss-idle",
                         {"expect AT+MIPSTART within 10s of CLOSED", "expect SUBSCRIBE> within 15s of online #2"}},
                    Case{"tcp-loss-in-publish",
                         {"expect AT+MIPSTART within 10s of CLOSED", "expect SUBSCRIBE> within 15s of online #2"}},
                    Case{"tcp-loss-in-subscribe", {"expect \"SUBACK\" within 45s of every fault"}},
                    Case{"pdn-loss-idle",
                         {"expect AT+MIPSTART within 10s of \"+CGEV: NW PDN DEACT\"",
                          "expect order AT+MIPCLOSE, AT+MCONFIG, AT+MIPSTART, AT+MCONNECT"}},
                    Case{"pdn-loss-in-mpubex", {"expect SUBSCRIBE> within 15s of online #2"}},
                    Case{"refused-three-times", {}}, Case{"tls-failing", {}, {.over_tls = true}},
                    Case{"silent-module", {}}, Case{"reboot-in-session", {"expect SUBSCRIBE> within 15s of online #2"}},
                    Case{"cache-overrun", {"expect count AT+MQTTMSGGET >= 2"}, {.caches_messages = true}, true},
                    Case{"flapping-coverage", {}},
                    Case{"half-open-link", {"expect SUBSCRIBE> within 15s of online #2"}},
                    Case{"slow-link", {"expect count AT+MIPSTART = 1"}}, Case{"day-in-the-life", {}}),
    [](const auto& tested) {
      std::string name = tested.param.scenario;
      std::ranges::replace(name, '-', '_');
      return name;
    });

TEST(LibraryVerdictsTable, HoldsTheWholeLibrary) { EXPECT_EQ(library_scenarios().size(), 14u); }

}  // namespace
}  // namespace air780
