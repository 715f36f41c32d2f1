// A thousand scenarios of random rules against the module in memory, with a driver that does as the guide says: nothing
// breaks, what the module writes keeps its frames, and when the rules are taken back every fault has ended: the driver
// is online again.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "sim/text/escapes.h"
#include "test/scenario/scenario_world.h"
#include "test/unit/fault/random_rules.h"
#include "test/unit/protocol/framing.h"

namespace air780 {
namespace {

using namespace std::chrono_literals;

// A thousand together; in parts, so that they run side by side.
constexpr int part_count = 4;
constexpr int scenarios_a_part = 250;

std::uint64_t chosen_seed() {
  // AIR780_SEED=N repeats a run.
  const char* given = std::getenv("AIR780_SEED");
  const std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : 20'261'125U;
  std::cout << "seed " << seed << '\n';
  return seed;
}

Scenario random_scenario(fake::RandomRules& random) {
  Scenario scenario;
  scenario.name = "random";
  const auto count = 1 + random.below(4);
  while (scenario.rules.size() < count) {
    // Some actions do not go with some triggers.
    auto rule = parse_rule(random.rule());
    if (rule) scenario.rules.push_back(std::move(*rule));
  }
  return scenario;
}

std::string text_of(const Scenario& scenario) {
  std::string text;
  for (const Rule& rule : scenario.rules) text += rule.text + "\n";
  return text;
}

bool has(const Scenario& scenario, ActionKind kind) {
  for (const Rule& rule : scenario.rules) {
    if (rule.action.kind == kind) return true;
  }
  return false;
}

// Rules may put any text into the module's mouth, and a brownout breaks off within a line.
bool keeps_frames(const Scenario& scenario) {
  return !has(scenario, ActionKind::brownout) && !has(scenario, ActionKind::answer) && !has(scenario, ActionKind::urc);
}

void expect_frames(std::string_view write) {
  // Captured as they are: the boot loader's line, and what is said of a SIM that is pulled or put back.
  if (write.starts_with("^boot.rom") || write.starts_with("+CPIN: ")) return;
  // An echo may stand before the answer; a prompt ends without CR LF.
  const auto frame = write.find("\r\n");
  if (frame == std::string_view::npos) return;
  write.remove_prefix(frame);
  if (write == "\r\n>") return;
  EXPECT_EQ(framing::complaint(write), "") << escape(write);
  EXPECT_LE(framing::final_results(write).size(), 1u) << escape(write);
}

bool comes_back(ScenarioWorld& world) {
  const auto published = world.mqtt.published.size();
  for (Duration waited{}; waited < 5min; waited += 5s) {
    world.advance(5s);
    const bool online = world.module.mqtt().state() == MqttSession::State::online;
    if (online && world.mqtt.published.size() > published) return true;
  }
  return false;
}

class RandomScenarioParts : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(OfAThousand, RandomScenarioParts, testing::Range(0, part_count));

TEST_P(RandomScenarioParts, KeepFramesAndHeal) {
  const std::uint64_t seed = chosen_seed() + static_cast<std::uint64_t>(GetParam());
  fake::RandomRules random(seed);
  int disturbed = 0;
  for (int i = 0; i < scenarios_a_part; ++i) {
    const Scenario scenario = random_scenario(random);
    SCOPED_TRACE("seed " + std::to_string(seed) + ", scenario " + std::to_string(i) + ":\n" + text_of(scenario));
    ScenarioWorld world(scenario, seed + static_cast<std::uint64_t>(i), host::make_guide_driver);
    world.advance(1min);
    if (keeps_frames(scenario)) {
      for (const std::string& write : world.writes()) expect_frames(write);
    }
    world.rules.clear();
    EXPECT_TRUE(world.rules.rules().empty());
    EXPECT_TRUE(comes_back(world)) << "the driver is online and its messages arrive again";
    const std::vector<Verdict> verdicts = world.run.finish();
    for (const Recovery& recovery : verdicts.at(0).recoveries) disturbed += recovery.disturbed ? 1 : 0;
    ASSERT_FALSE(testing::Test::HasFailure()) << world.transcript().back();
  }
  EXPECT_GT(disturbed, scenarios_a_part / 4) << "the rules fire often enough to mean something";
}

// Same seed, rules and input: the same transcript to the microsecond.
TEST(RandomScenarios, TheSameSeedGivesTheSameTranscript) {
  fake::RandomRules random(chosen_seed());
  for (int i = 0; i < 30; ++i) {
    const Scenario scenario = random_scenario(random);
    SCOPED_TRACE(text_of(scenario));
    const auto transcript = [&](std::uint64_t seed) {
      ScenarioWorld world(scenario, seed, host::make_guide_driver);
      world.advance(2min);
      return world.transcript();
    };
    ASSERT_EQ(transcript(11), transcript(11));
  }
}

TEST(RandomScenarios, AnotherSeedGivesAnotherDay) {
  const Scenario scenario = *parse_scenario("x", "on PUBACK< 50%: drop");
  const auto transcript = [&](std::uint64_t seed) {
    ScenarioWorld world(scenario, seed, host::make_guide_driver);
    world.advance(5min);
    return world.transcript();
  };
  EXPECT_EQ(transcript(1), transcript(1));
  EXPECT_NE(transcript(1), transcript(2));
}

}  // namespace
}  // namespace air780
