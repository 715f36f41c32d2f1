#include "sim/fault/state_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "test/fake/module_rig.h"

namespace air780 {
namespace {

// Collects what of a module's states no rule could be written for.
class UnknownStates final : public EventListener {
 public:
  void on_event(const Event& event) override {
    if (const auto* change = std::get_if<StateChanged>(&event.body)) see(change->what, change->to);
    if (const auto* power = std::get_if<PowerChanged>(&event.body)) see("power", to_string(power->step));
  }
  std::vector<std::string> unknown;
  int seen = 0;

 private:
  void see(std::string_view what, std::string_view to) {
    ++seen;
    const auto names = std::ranges::find(state_names(), state_name(what), &StateNames::name);
    const bool known =
        names != state_names().end() && std::ranges::find(names->values, state_name(to)) != names->values.end();
    if (!known) unknown.push_back(std::string(what) + "=" + std::string(to));
  }
};

TEST(StateNames, CoverWhatAModuleGoesThrough) {
  UnknownStates states;
  fake::ModuleRig rig({}, false);
  rig.events.add(states);
  rig.module.power_on();
  rig.advance(std::chrono::seconds(10));
  rig.go_online();
  for (const char* line : {"AT+CSTT", "AT+CIICR", "AT+CIFSR", "AT+MDISCONNECT", "AT+MIPCLOSE", "AT+CFUN=4"}) {
    rig.command(line, std::chrono::seconds(1));
  }
  rig.module.power_off();
  EXPECT_THAT(states.unknown, testing::IsEmpty());
  EXPECT_GT(states.seen, 10);
}

}  // namespace
}  // namespace air780
