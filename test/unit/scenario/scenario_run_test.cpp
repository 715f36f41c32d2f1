// When a run ends, and what becomes of a scenario that is cut short.
#include <gtest/gtest.h>

#include "sim/scenario/scenario_run.h"
#include "test/unit/scenario/stream_of_events.h"

namespace air780 {
namespace {

using namespace std::chrono_literals;

class ScenarioRunTest : public testing::Test {
 protected:
  void start(std::initializer_list<const char*> texts) {
    std::vector<Scenario> scenarios;
    for (const char* text : texts) scenarios.push_back(*parse_scenario("x", text));
    run.emplace(scenarios, scheduler, [this] { ++ends; });
    stream.add(*run);
  }
  void online() { stream.emit(StateChanged{"mqtt", "connecting", "online"}); }

  fake::VirtualScheduler scheduler;
  EventStream stream{scheduler};
  std::optional<ScenarioRun> run;
  int ends = 0;
};

TEST_F(ScenarioRunTest, EndsAfterATime) {
  start({"expect count AT+A = 0\nend after 60s"});
  scheduler.advance(59s);
  EXPECT_EQ(ends, 0);
  scheduler.advance(1s);
  EXPECT_EQ(ends, 1);
  const auto verdicts = run->finish();
  EXPECT_FALSE(verdicts.at(0).cut_short);
  EXPECT_EQ(verdicts.at(0).ended, 60s);
}

TEST_F(ScenarioRunTest, EndsWhenSomethingHasCome) {
  start({"end when online #2 +1s\nend after 60s"});
  online();
  scheduler.advance(5s);
  EXPECT_EQ(ends, 0);
  online();
  scheduler.advance(900ms);
  EXPECT_EQ(ends, 0);
  scheduler.advance(100ms);
  EXPECT_EQ(ends, 1);
  scheduler.advance(100s);
  EXPECT_EQ(ends, 1) << "once";
}

TEST_F(ScenarioRunTest, EndsWithTheLastOfSeveral) {
  start({"end after 1s", "expect count AT+A = 0", "end after 3s"});
  scheduler.advance(2s);
  EXPECT_EQ(ends, 0);
  stream.emit(CommandStarted{"+A"});
  scheduler.advance(1s);
  EXPECT_EQ(ends, 1);
  const auto verdicts = run->finish();
  EXPECT_EQ(verdicts.at(0).ended, 1s);
  EXPECT_FALSE(verdicts.at(1).met());
  EXPECT_FALSE(verdicts.at(1).cut_short) << "it had no end of its own";
}

TEST_F(ScenarioRunTest, WhatIsCutShortSaysSo) {
  start({"expect online within 30s of start\nend after 60s"});
  scheduler.advance(5s);
  const auto verdicts = run->finish();
  EXPECT_TRUE(verdicts.at(0).cut_short);
  EXPECT_FALSE(verdicts.at(0).met());
}

TEST_F(ScenarioRunTest, WithoutAnEndItGoesOn) {
  start({"expect never AT+A"});
  scheduler.advance(std::chrono::hours(24));
  EXPECT_EQ(ends, 0);
}

}  // namespace
}  // namespace air780
