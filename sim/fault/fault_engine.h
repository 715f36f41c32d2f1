// Fires fault rules: watches the stream of events, the course of commands and MQTT's packets, counts occurrences,
// throws the dice, and tells the target what begins and what ends. Owned by the composition, which adds it to the event
// stream before the module gets power, and outlives it with stream, scheduler and target. One thread; every random
// choice comes from the seed and the rule's number (mt19937_64).
//
// What a rule begins happens as soon as the event that fired it is over, at the same instant; only what decides about a
// command (`fail`, `before OK`, `at byte`) or a packet (`drop`, `delay`, `connack`, …) acts inside the hook. A rule
// fires at most once a millisecond, an occurrence sooner waits, and at most 1000 wait; so no rule can set itself off
// for ever. Rules may be added and removed at any time, also from inside what a rule does.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/event.h"
#include "protocol/ports/interference.h"
#include "protocol/ports/scheduler.h"
#include "sim/fault/fault_target.h"
#include "sim/fault/rule.h"
#include "sim/mqtt/packet_filter.h"

namespace air780 {

class FaultEngine final : public EventListener, public Interference, public PacketFilter {
 public:
  using RuleId = std::uint64_t;
  struct Listed {
    RuleId id = 0;
    std::string text;
    std::size_t occurrences = 0;  // of its trigger's subject
    std::size_t fired = 0;
    bool acting = false;  // its effect lasts or is armed
  };

  FaultEngine(Scheduler& scheduler, EventStream& events, FaultTarget& target, std::uint64_t seed);
  ~FaultEngine() override;

  // From here on the rule counts. Ids are never used twice.
  RuleId add(Rule rule);
  // Takes a rule back and ends what it began; false when there is none.
  bool remove(RuleId id);
  // Takes all rules back and ends every fault, injected ones too.
  void clear();
  // Begins an action at once, as `now: ACTION` would. Not for what decides about one command or packet: ignored.
  void inject(const Action& action);
  std::vector<Listed> rules() const;

  void on_event(const Event& event) override;
  std::optional<ForcedOutcome> command_begins(std::string_view text) override;
  void result_leaves(std::string_view text, std::string_view result) override;
  void data_comes(std::string_view text, std::size_t received) override;
  std::optional<std::size_t> next_data_mark(std::string_view text, std::size_t received) const override;
  PacketFate packet_passes(const MqttPacket& packet) override;

 private:
  class Machine;
  std::unique_ptr<Machine> machine_;
};

}  // namespace air780
