#include "test/fake/fault_rig.h"

#include <stdexcept>

#include "sim/fault/rule.h"

namespace air780::fake {
namespace {

Action action_of(std::string_view text) {
  const auto rule = parse_immediate_rule(text);
  if (!rule) throw std::invalid_argument(explain(text, rule.error()));
  return rule->action;
}

}  // namespace

FaultRig::FaultRig(Interference* interference, std::uint64_t seed)
    : faults({scheduler, events, network, *this, flash}, seed),
      module({}, {scheduler, faults.network(), mqtt, faults.output(), events, faults.flash(), *this, interference}) {
  faults.act_on(module);
  module.power_on();
  advance(std::chrono::seconds(1));
  command("ATE0");
  take();
}

void FaultRig::begin(std::string_view action) { faults.begin(action_of(action)); }
void FaultRig::end(std::string_view action) { faults.end(action_of(action)); }

std::string FaultRig::command(std::string_view line, Duration settle) {
  send(std::string(line) + "\r");
  return after(settle);
}

std::string FaultRig::after(Duration time) {
  advance(time);
  return take();
}

void FaultRig::go_online() {
  command("AT+MCONFIG=id");
  command("AT+MIPSTART=\"broker.example\",1883");
  command("AT+MCONNECT=1,60");
}

}  // namespace air780::fake
