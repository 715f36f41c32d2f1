// What rules decide in the very moment: the outcome of a command, what happens within it, the fate of a packet.
#include <utility>

#include "sim/fault/fault_machine.h"

namespace air780 {
namespace {

constexpr int suback_refused = 0x80;

}  // namespace

// --- the course of a command ----------------------------------------------------------------------------------------

std::optional<ForcedOutcome> FaultEngine::Machine::command_begins(std::string_view text) {
  if (rules_.empty()) return std::nullopt;
  const std::string name = name_of(text);
  for (auto& [id, armed] : rules_) armed.in_command = false;
  std::optional<ForcedOutcome> outcome;
  const auto ids = matching([&name](const ArmedRule& armed) {
    return armed.rule.trigger.kind == Trigger::Kind::command && armed.exact() && armed.rule.trigger.text == name;
  });
  for (const RuleId id : ids) {
    const auto found = rules_.find(id);
    if (found == rules_.end() || !found->second.occurrences.next(found->second.rule.trigger)) continue;
    const Trigger& trigger = found->second.rule.trigger;
    const Action& action = found->second.rule.action;
    if (trigger.before_result || trigger.at_byte) {
      found->second.in_command = true;
      continue;
    }
    if (description_of(action.kind).course == ActionCourse::armed) {
      fire(id);
      continue;
    }
    // The first rule decides.
    if (outcome) continue;
    const auto kind = action.kind == ActionKind::answer    ? ForcedOutcome::Kind::answer
                      : action.kind == ActionKind::silence ? ForcedOutcome::Kind::silence
                      : action.number                      ? ForcedOutcome::Kind::cme
                                                           : ForcedOutcome::Kind::error;
    outcome = ForcedOutcome{kind, action.number.value_or(0), action.text};
    effects_.announce(count_firing(id, found->second));
  }
  return outcome;
}

void FaultEngine::Machine::result_leaves() {
  const auto ids =
      matching([](const ArmedRule& armed) { return armed.in_command && armed.rule.trigger.before_result; });
  for (const RuleId id : ids) {
    const auto found = rules_.find(id);
    if (found != rules_.end() && std::exchange(found->second.in_command, false)) fire(id);
  }
}

void FaultEngine::Machine::data_comes(std::size_t received) {
  const auto ids = matching([received](const ArmedRule& armed) {
    return armed.in_command && armed.rule.trigger.at_byte && *armed.rule.trigger.at_byte <= received;
  });
  for (const RuleId id : ids) {
    const auto found = rules_.find(id);
    if (found != rules_.end() && std::exchange(found->second.in_command, false)) fire(id);
  }
}

std::optional<std::size_t> FaultEngine::Machine::next_data_mark(std::size_t received) const {
  std::optional<std::size_t> mark;
  for (const auto& [id, armed] : rules_) {
    const auto& at = armed.rule.trigger.at_byte;
    if (armed.in_command && at && *at > received && (!mark || *at < *mark)) mark = at;
  }
  return mark;
}

// --- packets --------------------------------------------------------------------------------------------------------

PacketFate FaultEngine::Machine::packet_passes(const MqttPacket& packet) {
  PacketFate fate;
  const auto ids = matching([&packet](const ArmedRule& armed) {
    const Trigger& trigger = armed.rule.trigger;
    return trigger.kind == Trigger::Kind::packet && armed.exact() && trigger.packet == packet.type &&
           trigger.direction == packet.direction;
  });
  for (const RuleId id : ids) {
    const auto found = rules_.find(id);
    if (found == rules_.end() || !found->second.occurrences.next(found->second.rule.trigger)) continue;
    const Action action = found->second.rule.action;
    if (description_of(action.kind).course == ActionCourse::armed) {
      fire(id);
      continue;
    }
    decide(action, fate);
    effects_.announce(count_firing(id, found->second));
  }
  if (!fate.dropped) rewrite(packet, fate);
  return fate;
}

void FaultEngine::Machine::decide(const Action& action, PacketFate& fate) const {
  if (action.kind == ActionKind::drop) fate.dropped = true;
  if (action.kind == ActionKind::duplicate) fate.duplicated = true;
  if (action.kind == ActionKind::delay) fate.delay += action.time;
}

void FaultEngine::Machine::rewrite(const MqttPacket& packet, PacketFate& fate) {
  if (packet.direction != MqttDirection::from_broker) return;
  if (packet.type == MqttPacketType::connack) {
    if (const Action* refused = effects_.acting(ActionKind::connack)) {
      fate.return_code = refused->number;
      effects_.used(ActionKind::connack);
    }
  }
  if (packet.type == MqttPacketType::suback && effects_.acting(ActionKind::suback_fail)) {
    fate.return_code = suback_refused;
    effects_.used(ActionKind::suback_fail);
  }
}

}  // namespace air780
