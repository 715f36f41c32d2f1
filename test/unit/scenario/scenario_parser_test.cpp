// Scenario files: what they can say, and what is told of a line that is wrong.
#include <gmock/gmock.h>

#include "sim/scenario/scenario.h"

namespace air780 {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

std::string complaint(std::string_view text) {
  const auto scenario = parse_scenario("x.scenario", text);
  return scenario ? "" : to_string(scenario.error().front());
}

template <typename What>
What only(std::string_view text) {
  const auto scenario = parse_scenario("x.scenario", text);
  EXPECT_TRUE(scenario) << complaint(text);
  return std::get<What>(scenario->expectations.at(0).what);
}

TEST(ScenarioParser, ReadsRulesExpectationsAndTheEnd) {
  const auto scenario = parse_scenario("library/tcp-loss.scenario",
                                       "# TCP loss: the broker goes.\r\n"
                                       "#\n"
                                       "\n"
                                       "on \"CONNACK OK\" #1 +2s: closed   # then\n"
                                       "expect AT+MIPSTART within 10s of CLOSED  # soon\n"
                                       "end after 60s\n");
  ASSERT_TRUE(scenario);
  EXPECT_EQ(scenario->name, "tcp-loss");
  EXPECT_EQ(scenario->summary, "TCP loss: the broker goes.");
  ASSERT_EQ(scenario->rules.size(), 1u);
  EXPECT_EQ(scenario->rules[0].text, "on \"CONNACK OK\" #1 +2s: closed");
  ASSERT_EQ(scenario->expectations.size(), 1u);
  EXPECT_EQ(scenario->expectations[0].line, 5u);
  EXPECT_EQ(scenario->expectations[0].text, "expect AT+MIPSTART within 10s of CLOSED");
  ASSERT_EQ(scenario->endings.size(), 1u);
  EXPECT_EQ(scenario->endings[0].time, 60s);
}

TEST(ScenarioParser, Within) {
  const auto within = only<ExpectWithin>("expect online within 30s of every fault");
  EXPECT_EQ(within.subject.kind, Subject::Kind::state);
  EXPECT_EQ(within.time, 30s);
  EXPECT_EQ(within.anchor.subject.kind, Subject::Kind::fault);
  EXPECT_FALSE(within.anchor.nth);
}

TEST(ScenarioParser, WithinCountsFromReadyUnlessToldOtherwise) {
  const auto within = only<ExpectWithin>("expect message up/+/state within 20s");
  EXPECT_EQ(within.subject.kind, Subject::Kind::message);
  EXPECT_EQ(within.subject.text, "up/+/state");
  EXPECT_EQ(within.anchor.subject.text, "power");
  EXPECT_EQ(within.anchor.nth, 1u);
}

TEST(ScenarioParser, ACommandWithItsArguments) {
  const auto within = only<ExpectWithin>(R"(expect AT+MSUB="a b: c",1 within 20s of "CONNACK OK" #2)");
  EXPECT_EQ(within.subject.text, "+MSUB");
  EXPECT_EQ(within.subject.value, R"(="a b: c",1)");
  EXPECT_FALSE(within.subject.any_form);
  EXPECT_EQ(within.anchor.nth, 2u);
}

TEST(ScenarioParser, Counts) {
  struct Case {
    std::string_view text;
    std::size_t least, most;
  };
  constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();
  for (const Case& one : {Case{"= 3", 3, 3}, Case{"< 3", 0, 2}, Case{"<= 3", 0, 3}, Case{"> 3", 4, no_limit},
                          Case{">= 3", 3, no_limit}, Case{"= 1..4", 1, 4}}) {
    const auto count = only<ExpectCount>("expect count AT+CFUN=1,1 " + std::string(one.text));
    EXPECT_EQ(count.least, one.least) << one.text;
    EXPECT_EQ(count.most, one.most) << one.text;
    EXPECT_EQ(count.subject.value, "=1,1");
  }
}

TEST(ScenarioParser, OrderIsOfEveryFaultUnlessToldOtherwise) {
  const auto order = only<ExpectOrder>("expect order AT+MIPCLOSE, AT+MCONFIG , \"CONNECT OK\", AT+MCONNECT=1,60");
  ASSERT_EQ(order.steps.size(), 4u);
  EXPECT_EQ(order.steps[0].text, "+MIPCLOSE");
  EXPECT_EQ(order.steps[0].words, "AT+MIPCLOSE");
  EXPECT_EQ(order.steps[2].text, "CONNECT OK");
  EXPECT_EQ(order.steps[3].value, "=1,60");
  EXPECT_EQ(order.anchor.subject.kind, Subject::Kind::fault);
  EXPECT_EQ(only<ExpectOrder>("expect order AT+A, AT+B after CLOSED #1").anchor.nth, 1u);
}

TEST(ScenarioParser, Never) {
  EXPECT_FALSE(only<ExpectNever>("expect never AT+RESET").window);
  const auto window = only<ExpectNever>("expect never AT+MCONNECT within 500ms of \"ERROR\"").window;
  ASSERT_TRUE(window);
  EXPECT_EQ(window->time, 500ms);
}

TEST(ScenarioParser, EndWhen) {
  const auto scenario = parse_scenario("x", "end when online #3 +5s");
  ASSERT_TRUE(scenario);
  EXPECT_EQ(scenario->endings[0].when->nth, 3u);
  EXPECT_EQ(scenario->endings[0].time, 5s);
}

// Each complaint names line and column, what stands there, and what may.
TEST(ScenarioParser, ComplaintsSayWhere) {
  struct Case {
    std::string_view text, place, expected;
  };
  for (const Case& one : {Case{"# c\nexpct online within 5s", "x.scenario:2:1: found \"expct\"", "`expect` or `end`"},
                          Case{"expect online withn 5s", "x.scenario:1:15: found \"withn\"", "within T"},
                          Case{"expect online within 5", "x.scenario:1:22: found \"5\"", "a time"},
                          Case{"expect online within 5s of CLSOED", "x.scenario:1:28: found \"CLSOED\"", "CLOSED"},
                          Case{"expect mqtt=onlin within 5s", "x.scenario:1:8: found \"mqtt=onlin\"", "mqtt=online"},
                          Case{"expect PUBACKS< within 5s", "x.scenario:1:8: found \"PUBACKS<\"", "PUBACK"},
                          Case{"expect count AT+CFUN == 0", "x.scenario:1:22: found \"==\"", "<="},
                          Case{"expect count AT+CFUN = 4..1", "x.scenario:1:24: found \"4..1\"", "a <= b"},
                          Case{"expect count AT+CFUN < 0", "x.scenario:1:24: found \"0\"", "above 0"},
                          Case{"expect order AT+MIPCLOSE", "x.scenario:1:25: found the end", "comma"},
                          Case{"expect never AT+RESET, AT+CFUN", "x.scenario:1:22: found \",\"", "order"},
                          Case{"expect message within 5s", "x.scenario:1:23: found \"5s\"", "within T"},
                          Case{"expect online within 5s of fault #0", "x.scenario:1:34: found \"#0\"", "n from 1"},
                          Case{"expect online within 5s of every fault #2", "x.scenario:1:40: found \"#2\"", "exclude"},
                          Case{"end", "x.scenario:1:4: found the end", "after T"},
                          Case{"end whenever", "x.scenario:1:5: found \"whenever\"", "when SUBJECT"},
                          Case{"end when start", "x.scenario:1:10: found \"start\"", "later"},
                          Case{"end after 5s 6s", "x.scenario:1:14: found \"6s\"", "end of the line"},
                          Case{"on AT+MPUB: clsoed", "x.scenario:1:13: found \"clsoed\"", "closed"},
                          Case{"# only words\n", "x.scenario:1:1: found nothing", "a rule"}}) {
    EXPECT_THAT(complaint(one.text), HasSubstr(one.place));
    EXPECT_THAT(complaint(one.text), HasSubstr(one.expected));
  }
}

TEST(ScenarioParser, EveryLineThatIsWrongIsTold) {
  const auto scenario = parse_scenario("x", "expect\nend after 5s\nend\n");
  ASSERT_FALSE(scenario);
  ASSERT_EQ(scenario.error().size(), 2u);
  EXPECT_EQ(scenario.error()[1].line, 3u);
}

}  // namespace
}  // namespace air780
