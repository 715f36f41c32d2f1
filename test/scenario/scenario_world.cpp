#include "test/scenario/scenario_world.h"

#include <stdexcept>

#include "sim/trace/transcript.h"

namespace air780 {
namespace {

// A byte on the serial line takes its time, so that neither side speaks from inside the other's call.
constexpr Duration on_the_line = std::chrono::microseconds(100);

}  // namespace

ScenarioWorld::ScenarioWorld(const Scenario& scenario, std::uint64_t seed, MakeDriver make_driver,
                             const host::Habits& habits)
    : faults({scheduler, events, network, *this, flash}, seed),
      rules(scheduler, events, faults, seed),
      module({}, {scheduler, faults.network(), mqtt, faults.output(), events, faults.flash(), *this, &rules}),
      run({scenario}, scheduler, [this] { ended_ = true; }) {
  events.add(*this);
  events.add(run);
  events.add(rules);
  faults.set_rules(&rules);
  mqtt.filter = &faults;
  faults.act_on(module);
  driver = make_driver(
      scheduler,
      [this](std::string_view bytes) {
        scheduler.call_after(on_the_line, [this, sent = std::string(bytes)] { faults.receive(sent); });
      },
      habits);
  for (const Rule& rule : scenario.rules) rules.add(rule);
  module.power_on();
  driver->start();
}

Verdict ScenarioWorld::play(Duration limit) {
  const Duration until = scheduler.now() + limit;
  while (!ended_ && scheduler.now() < until && scheduler.step(until - scheduler.now())) {
  }
  return run.finish().at(0);
}

void ScenarioWorld::advance(Duration time) {
  // Far more than anything does; a loop in which no time passes shows here.
  constexpr int most_steps = 5'000'000;
  const Duration until = scheduler.now() + time;
  for (int steps = 0; scheduler.step(until - scheduler.now()); ++steps) {
    if (steps == most_steps) throw std::runtime_error("time stands still");
  }
  scheduler.advance(until - scheduler.now());
}

void ScenarioWorld::peer_publishes_every(Duration time) {
  peer_.start(time, [this, time] {
    mqtt.peer_publish({std::string(host::topic), "from a peer", 0, false});
    peer_publishes_every(time);
  });
}

void ScenarioWorld::transmit(std::string_view bytes) {
  scheduler.call_after(on_the_line, [this, said = std::string(bytes)] { driver->receive(said); });
}

void ScenarioWorld::on_event(const Event& event) {
  transcript_.push_back(transcript_line(event));
  const auto* serial = std::get_if<SerialBytes>(&event.body);
  if (serial && serial->direction == SerialBytes::Direction::to_host) writes_.emplace_back(serial->bytes);
}

}  // namespace air780
