#include "test/unit/fault/random_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "sim/fault/action_table.h"
#include "test/unit/fault/recording_target.h"

namespace air780 {
namespace {

using namespace std::chrono_literals;
using fake::FaultRig;
using fake::RandomRules;

void expect_same_when_printed(const Rule& rule) {
  const auto again = parse_rule(to_string(rule));
  ASSERT_TRUE(again) << rule.text << '\n' << explain(to_string(rule), again.error());
  EXPECT_EQ(again->trigger, rule.trigger) << rule.text;
  EXPECT_EQ(again->action, rule.action) << rule.text;
}

TEST(RandomRules, ArePrintedBackToTheSameOrRefusedWithinTheirText) {
  RandomRules random(2026);
  std::size_t right = 0;
  for (int i = 0; i < 10'000; ++i) {
    std::string text = random.rule();
    if (i % 2 == 1) text = random.mutated(text);
    const auto rule = parse_rule(text);
    if (rule) {
      ++right;
      expect_same_when_printed(*rule);
    } else {
      EXPECT_GE(rule.error().column, 1u);
      EXPECT_LE(rule.error().column, text.size() + 1) << text;
      EXPECT_THAT(rule.error().message, testing::HasSubstr("expected"));
    }
  }
  EXPECT_GT(right, 3000u) << "most rules of the grammar have to be right for this to say anything";
}

// Something of everything that rules wait for.
void one_of_everything(FaultRig& rig, RandomRules& random) {
  rig.command(random.below(2) == 0 ? "+MPUB=\"t\"" : "E0");
  rig.engine.data_comes("", random.below(60));
  rig.result();
  rig.say("CONNECT \"\\x41\t\xfe OK\r\n");
  rig.packet(static_cast<MqttPacketType>(1 + random.below(14)), static_cast<MqttDirection>(random.below(2)));
  rig.state("mqtt", random.below(2) == 0 ? "online" : "offline");
  if (random.below(8) == 0) rig.power_on();
  if (random.below(8) == 0) rig.target.use(static_cast<ActionKind>(random.below(action_descriptions().size())));
  rig.advance(std::chrono::seconds(random.below(60)));
}

// No fault that never ends: each that begins and lasts ends once, by its time or when it is taken back, and then the
// target has nothing left to undo.
TEST(RandomRules, EndWhatTheyBegin) {
  RandomRules random(7);
  for (int round = 0; round < 50; ++round) {
    FaultRig rig(random.below(1000));
    rig.power_on();
    for (int i = 0; i < 20; ++i) {
      if (const auto rule = parse_rule(random.rule())) rig.engine.add(*rule);
    }
    for (int i = 0; i < 20; ++i) one_of_everything(rig, random);
    rig.engine.clear();
    std::map<std::string, int> running;
    for (const std::string& acted : rig.acted) {
      constexpr std::string_view ended = " (ended)";
      if (acted.ends_with(ended)) {
        --running[acted.substr(0, acted.size() - ended.size())];
        continue;
      }
      const ActionCourse course = description_of(find_action(acted.substr(0, acted.find(' ')))->kind).course;
      if (course == ActionCourse::lasting || course == ActionCourse::armed) ++running[acted];
    }
    // The delay of one packet is over at once.
    std::erase_if(running, [](const auto& entry) { return entry.first.starts_with("delay"); });
    for (const auto& [action, count] : running) EXPECT_EQ(count, 0) << action;
    rig.target.take();
    rig.advance(24h);
    EXPECT_THAT(rig.target.take(), testing::IsEmpty());
  }
}

}  // namespace
}  // namespace air780
