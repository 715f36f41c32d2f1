// The engine's inside: the rules, what counts for them, and what they set going. Owned by the engine; one thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/at/command_line.h"
#include "sim/fault/armed_rule.h"
#include "sim/fault/fault_engine.h"
#include "sim/fault/line_watch.h"
#include "sim/fault/running_effects.h"

namespace air780 {

class FaultEngine::Machine {
 public:
  Machine(Scheduler& scheduler, const EventStream& events, FaultTarget& target, std::uint64_t seed)
      : scheduler_(scheduler), seed_(seed), effects_(scheduler, events, target) {}

  RuleId add(Rule rule);
  bool remove(RuleId id);
  void clear();
  void inject(const Action& action);
  std::vector<Listed> rules() const;

  std::optional<ForcedOutcome> command_begins(std::string_view text);
  void result_leaves();
  void data_comes(std::size_t received);
  std::optional<std::size_t> next_data_mark(std::size_t received) const;
  PacketFate packet_passes(const MqttPacket& packet);

  void operator()(const SerialBytes& serial);
  void operator()(const CommandStarted& command);
  void operator()(const StateChanged& change);
  void operator()(const PowerChanged& power);
  void operator()(const MqttPacketSeen& seen);
  template <typename Other>
  void operator()(const Other&) {}

 private:
  using Rules = std::map<RuleId, ArmedRule>;

  // Calls happened() of every rule of the kind that is counted by events and for which `met` holds.
  template <typename Met>
  void occurs(Trigger::Kind kind, Met met);
  // The ids of rules for which `met` holds: what they begin may add and remove rules.
  template <typename Met>
  std::vector<RuleId> matching(Met met) const;

  void happened(RuleId id, ArmedRule& armed);
  void tick(RuleId id);
  void fire_after(RuleId id, ArmedRule& armed, Duration delay);
  void fire(RuleId id);
  FaultOrigin count_firing(RuleId id, ArmedRule& armed);
  void decide(const Action& action, PacketFate& fate) const;
  void rewrite(const MqttPacket& packet, PacketFate& fate);

  // "+MPUB" of "+MPUB=…"; empty when it is no command.
  static std::string name_of(std::string_view command) {
    const auto call = next_command(command);
    return call ? call->name : std::string();
  }

  Scheduler& scheduler_;
  const std::uint64_t seed_;
  bool powered_ = false;
  LineWatch line_;
  Rules rules_;
  RuleId next_id_ = 1;
  std::uint64_t next_firing_ = 1;
  RunningEffects effects_;
};

template <typename Met>
std::vector<FaultEngine::RuleId> FaultEngine::Machine::matching(Met met) const {
  std::vector<RuleId> ids;
  for (const auto& [id, armed] : rules_) {
    if (met(armed)) ids.push_back(id);
  }
  return ids;
}

}  // namespace air780
