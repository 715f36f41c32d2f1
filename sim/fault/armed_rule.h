// One rule as the engine keeps it. Owned by the engine; one thread.
#pragma once

#include <cstdint>
#include <map>

#include "sim/fault/action_table.h"
#include "sim/fault/occurrences.h"
#include "sim/fault/rule.h"

namespace air780 {

struct ArmedRule {
  ArmedRule(Rule parsed, std::uint64_t seed, std::uint64_t id, Scheduler& scheduler)
      : rule(std::move(parsed)), occurrences(seed, id), clock(scheduler) {}

  // Decided in the very moment, by a hook of Interference or PacketFilter; the others are counted by events and fire
  // behind them.
  bool exact() const {
    const ActionCourse course = description_of(rule.action.kind).course;
    const bool of_packet = rule.trigger.kind == Trigger::Kind::packet &&
                           (rule.action.kind == ActionKind::delay || rule.action.kind == ActionKind::connack ||
                            rule.action.kind == ActionKind::suback_fail);
    // What is armed for the thing a command sets going has to be so before the command is carried out.
    const bool of_command = rule.trigger.kind == Trigger::Kind::command && course == ActionCourse::armed &&
                            rule.trigger.offset == Duration{};
    return course == ActionCourse::outcome || course == ActionCourse::packet || of_packet || of_command ||
           rule.trigger.before_result || rule.trigger.at_byte;
  }

  const Rule rule;
  Occurrences occurrences;
  std::size_t fired = 0;
  bool waits_for_power = false;            // now
  bool in_command = false;                 // before OK, at byte: the command being carried out is one it fires on
  Timer clock;                             // after, every
  Duration not_before{};                   // of its next firing
  std::map<std::uint64_t, Timer> firings;  // due
};

}  // namespace air780
