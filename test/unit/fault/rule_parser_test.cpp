#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/fault/action_table.h"
#include "sim/fault/rule.h"

namespace air780 {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

Rule parsed(std::string_view text) {
  auto rule = parse_rule(text);
  if (rule) return *rule;
  ADD_FAILURE() << explain(text, rule.error());
  return {};
}

TEST(ParseRule, TakesEveryExampleOfTheDocumentation) {
  struct Example {
    const char* written;
    const char* canonical;
  };
  for (const auto& [written, canonical] : std::initializer_list<Example>{
           {"now: pdn-deact", nullptr},
           {"after 10s: closed", nullptr},
           {"every 30s: no-service 5s", nullptr},
           {"on \"CONNECT OK\": closed", nullptr},
           {"on AT+MPUB #3: pdn-deact", nullptr},
           {"on AT+MIPSTART #1..2: fail", nullptr},
           {"on PUBACK< 20%: drop", nullptr},
           {"on AT+MPUBEX +200ms: reboot", nullptr},
           {"on AT+MCONNECT before OK: urc \"+NITZ: 26/11/23,00:00:00+32,0\"", nullptr},
           {"on AT+MPUBEX at byte 5: brownout", nullptr},
           {"on at+mpub #2.. every 3: fail cme 767", "on AT+MPUB #2.. every 3: fail cme 767"},
           {"on ATE: silence", nullptr},
           {"on AT&W: answer \"NO\\r\\nCARRIER \\\"\\xff\"", nullptr},
           {"on ATS3: fail", nullptr},
           {"on AT*I: fail", nullptr},
           {"on PUBLISH> #1: delay 1500ms", nullptr},
           {"now: delay 200ms 10s", nullptr},
           {"now: throttle 2kB/s 1min", "now: throttle 2000B/s 1min"},
           {"now: corrupt 0.5%", nullptr},
           {"on mqtt=LINK-UP +0: csq 99", "on mqtt=link-up: csq 99"},
           {"on scene=ip-status: pdn-stuck", nullptr},
           {"on power=booted: power-off 5s", nullptr},
           {"after 0: chop 3 gap 20ms 5s", "after 0ms: chop 3 gap 20ms 5s"},
           {"every 60s #1..3 10%: stall 5s", "every 1min #1..3 10%: stall 5s"},
           {"  now  :\tconnack 3   # the broker knows nobody", "now: connack 3"},
           {"on AT+MPUB 20% every 2 #4..9 +1s: closed #", "on AT+MPUB #4..9 every 2 20% +1s: closed"},
       }) {
    EXPECT_EQ(to_string(parsed(written)), canonical ? canonical : written);
  }
}

TEST(ParseRule, KeepsWhatTheAuthorWrote) {
  const Rule rule = parsed("  on AT+MPUB  #03 : pdn-deact  2 # third");
  EXPECT_EQ(rule.text, "on AT+MPUB  #03 : pdn-deact  2");
  EXPECT_EQ(rule.action_text, "pdn-deact  2");
}

TEST(ParseRule, SaysWhatItMeans) {
  const Rule rule = parsed("on PUBACK< #2..5 every 2 20% +3s: throttle 1.5kB/s 2min");
  EXPECT_EQ(rule.trigger.kind, Trigger::Kind::packet);
  EXPECT_EQ(rule.trigger.packet, MqttPacketType::puback);
  EXPECT_EQ(rule.trigger.direction, MqttDirection::from_broker);
  EXPECT_EQ(rule.trigger.first, 2u);
  EXPECT_EQ(rule.trigger.last, 5u);
  EXPECT_EQ(rule.trigger.every_nth, 2u);
  EXPECT_DOUBLE_EQ(rule.trigger.probability, 0.2);
  EXPECT_EQ(rule.trigger.offset, 3s);
  EXPECT_EQ(rule.action.kind, ActionKind::throttle);
  EXPECT_DOUBLE_EQ(rule.action.rate, 1500);
  EXPECT_EQ(rule.action.lasts, 2min);
}

struct Refusal {
  const char* rule;
  std::size_t column;
  const char* said;
};

class RefusedRule : public testing::TestWithParam<Refusal> {};

TEST_P(RefusedRule, IsToldWithItsColumnAndWhatWasExpected) {
  const auto& [text, column, said] = GetParam();
  const auto rule = parse_rule(text);
  ASSERT_FALSE(rule) << text;
  EXPECT_EQ(rule.error().column, column) << text << '\n' << rule.error().message;
  EXPECT_THAT(rule.error().message, HasSubstr(said)) << text;
  EXPECT_THAT(rule.error().message, HasSubstr("expected")) << text;
}

INSTANTIATE_TEST_SUITE_P(
    ParseRule, RefusedRule,
    testing::Values(
        Refusal{"", 1, "found the end of the rule; expected a trigger: now, after T, every T or on SUBJECT"},
        Refusal{"# nothing", 1, "the end of the rule"}, Refusal{"later: closed", 1, "found \"later\""},
        Refusal{"now closed", 5, "a colon and an action"}, Refusal{"now", 4, "a colon and an action"},
        Refusal{"now:", 5, "an action: closed, reset, blackhole"},
        Refusal{"now: clsoed", 6, "found \"clsoed\"; expected an action: closed"},
        Refusal{"now: closed 5s", 13, "found \"5s\"; expected the end of the rule"},
        Refusal{"now: closed: reset", 12, "found \":\"; expected the end of the rule"},
        Refusal{"now #2: closed", 5, "a colon and an action"}, Refusal{"now 20%: closed", 5, "a colon and an action"},
        Refusal{"after: closed", 6, "a time such as"}, Refusal{"after ten: closed", 7, "found \"ten\""},
        Refusal{"after 5h: closed", 7, "a time such as"}, Refusal{"after 5s #2: closed", 10, "a colon and an action"},
        Refusal{"every 0s: closed", 7, "a time above 0"}, Refusal{"every 5s +1s: closed", 10, "#n, #a..b"},
        Refusal{"on: closed", 3, "what the rule waits for"},
        Refusal{"on CONNECT: closed", 4, "what the rule waits for"},
        Refusal{"on AT: closed", 4, "the name of a command"}, Refusal{"on AT+: closed", 4, "the name of a command"},
        Refusal{"on AT+MPUB?: closed", 4, "without arguments"}, Refusal{"on ATE0: closed", 4, "without arguments"},
        Refusal{"on AT+A;+B: closed", 4, "the name of a command"},
        Refusal{"on \"CONNECT: closed", 20, "a closing quote"}, Refusal{"on \"\": closed", 4, "between the quotes"},
        Refusal{"on \"a\\q\": closed", 6, "one of \\r"}, Refusal{"on \"a\\r\": closed", 4, "one line"},
        Refusal{"on PUBAKC<: closed", 4, "CONNECT, CONNACK"}, Refusal{"on <: closed", 4, "an MQTT packet"},
        Refusal{"on mtqq=online: closed", 4, "mqtt, registration, scene, sim, power"},
        Refusal{"on mqtt=up: closed", 9, "offline, opening, link-up"},
        Refusal{"on AT+MPUB #0: closed", 12, "1 <= a <= b"}, Refusal{"on AT+MPUB #x: closed", 12, "found \"#x\""},
        Refusal{"on AT+MPUB #3..2: closed", 12, "1 <= a <= b"}, Refusal{"on AT+MPUB #1...2: closed", 12, "1 <= a <= b"},
        Refusal{"on AT+MPUB #1 #2: closed", 15, "every n, P%, +T, before OK, at byte N, or a colon"},
        Refusal{"on AT+MPUB every 0: closed", 18, "a number from 1"},
        Refusal{"on AT+MPUB 101%: closed", 12, "a share from 0% to 100%"},
        Refusal{"on AT+MPUB +5: closed", 12, "+ and a time"}, Refusal{"on AT+MPUB +1s before OK: closed", 16, "#n"},
        Refusal{"on AT+MPUB before OK +1s: closed", 22, "#n"}, Refusal{"on AT+MPUB before: closed", 18, "expected OK"},
        Refusal{"on AT+MPUB at 5: closed", 15, "expected byte"},
        Refusal{"on AT+MPUB at byte x: closed", 20, "a number from 0"},
        Refusal{"on AT+MPUB before OK at byte 1: closed", 22, "#n"},
        Refusal{"on \"OK\" before OK: closed", 9, "#n, #a..b, every n, P%, +T, or a colon"},
        Refusal{"on PUBACK< at byte 5: closed", 12, "#n"}, Refusal{"now: fail", 6, "a command in front of fail"},
        Refusal{"on \"OK\": silence", 10, "a command in front of silence"},
        Refusal{"every 5s: answer \"x\"", 11, "a command in front of answer"},
        Refusal{"on AT+MPUB +1s: fail", 17, "without +T"}, Refusal{"on AT+MPUB before OK: fail", 23, "before OK"},
        Refusal{"on AT+MPUB at byte 2: silence", 23, "at byte"},
        Refusal{"on AT+MPUB: drop", 13, "an MQTT packet in front of drop"},
        Refusal{"on PUBACK< +1s: duplicate", 17, "without +T"}, Refusal{"on PUBACK< +1s: delay 5s", 17, "no +T"},
        Refusal{"on PUBACK<: delay 5s 10s", 22, "the end of the rule"}, Refusal{"now: delay", 11, "a time such as"},
        Refusal{"now: delay 0s", 12, "a time above 0"}, Refusal{"now: blackhole 0", 16, "a time above 0"},
        Refusal{"now: stall", 11, "a time such as"}, Refusal{"now: throttle 5", 15, "a rate such as"},
        Refusal{"now: throttle 0B/s", 15, "a rate such as"}, Refusal{"now: corrupt 5", 14, "a share from"},
        Refusal{"now: lose 100.1%", 11, "a share from"}, Refusal{"now: csq 32", 10, "a number from 0 to 31, or 99"},
        Refusal{"now: connack 0", 14, "a number from 1 to 5"}, Refusal{"now: connack", 13, "a number from 1 to 5"},
        Refusal{"on AT+MPUB: fail 767", 18, "cme N, the end of the rule"},
        Refusal{"on AT+MPUB: fail cme", 21, "a number from 0 to 9999"},
        Refusal{"now: chop 5 gap", 16, "a time such as"}, Refusal{"now: chop 5 gpa 1s", 13, "gap T"},
        Refusal{"now: chop 0", 11, "a number from 1"}, Refusal{"now: urc CONNECT", 10, "text in double quotes"},
        Refusal{"now: urc \"a\" b", 14, "the end of the rule"}, Refusal{"now: pdn-deact 16", 16, "from 1 to 15"}));

TEST(ParseRule, CountsTheColumnsOfAnActionAlone) {
  EXPECT_EQ(parse_immediate_rule("closed")->action.kind, ActionKind::closed);
  EXPECT_EQ(parse_immediate_rule("  clsoed").error().column, 3u);
  EXPECT_EQ(parse_immediate_rule("drop").error().column, 1u);
}

TEST(ParseRule, ExplainsWithRuleColumnAndExpectation) {
  const std::string_view rule = "now: csq 40";
  EXPECT_EQ(explain(rule, parse_rule(rule).error()),
            "now: csq 40: column 10: found \"40\"; expected a number from 0 to 31, or 99");
}

TEST(ActionTable, EveryActionIsDescribedAndFoundByItsName) {
  for (const ActionDescription& action : action_descriptions()) {
    EXPECT_EQ(find_action(action.name), &action);
    EXPECT_FALSE(action.effect.empty()) << action.name;
  }
  EXPECT_EQ(usage(*find_action("chop")), "chop N [gap T] [T]");
  EXPECT_EQ(usage(*find_action("fail")), "fail [cme N]");
}

}  // namespace
}  // namespace air780
