#include "sim/fault/running_effects.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "sim/fault/action_table.h"

namespace air780 {
namespace {

bool is_the_targets(const Action& action) {
  return action.kind != ActionKind::connack && action.kind != ActionKind::suback_fail;
}

std::optional<Duration> time_to_last(const Action& action) {
  if (action.lasts) return action.lasts;
  const ActionDescription& description = description_of(action.kind);
  const bool by_default = description.course == ActionCourse::lasting && description.end == ActionEnd::after_default;
  return by_default ? std::optional(default_lasts) : std::nullopt;
}

}  // namespace

RunningEffects::RunningEffects(Scheduler& scheduler, const EventStream& events, FaultTarget& target)
    : scheduler_(scheduler), events_(events), target_(target) {
  target_.set_observer(this);
}

RunningEffects::~RunningEffects() { target_.set_observer(nullptr); }

void RunningEffects::begin(const Action& action, const FaultOrigin& origin) {
  if (description_of(action.kind).course == ActionCourse::at_once) {
    say(origin, false);
    target_.begin(action);
    return;
  }
  if (const auto earlier = find(action.kind); earlier != effects_.end()) finish(earlier->first, Tell::nobody);
  const std::uint64_t id = next_id_++;
  effects_.emplace(id, Effect{action, origin, std::make_unique<Timer>(scheduler_)});
  if (const auto time = time_to_last(action)) finish_after(id, *time, Tell::target);
  say(origin, false);
  // Who heard that may have ended it already.
  const auto added = effects_.find(id);
  if (added == effects_.end() || !is_the_targets(action)) return;
  added->second.begun = true;
  target_.begin(action);
}

bool RunningEffects::acting(std::uint64_t rule) const {
  return std::ranges::any_of(effects_, [rule](const auto& entry) { return entry.second.origin.rule == rule; });
}

RunningEffects::Effects::iterator RunningEffects::find(ActionKind kind) {
  return std::ranges::find_if(effects_, [kind](const auto& entry) { return entry.second.action.kind == kind; });
}

const Action* RunningEffects::acting(ActionKind kind) const {
  const auto found =
      std::ranges::find_if(effects_, [kind](const auto& entry) { return entry.second.action.kind == kind; });
  return found == effects_.end() ? nullptr : &found->second.action;
}

void RunningEffects::used(ActionKind kind) {
  const auto found = find(kind);
  if (found != effects_.end() && !found->second.action.lasts) finish(found->first, Tell::nobody);
}

void RunningEffects::fault_over(ActionKind kind) {
  if (const auto found = find(kind); found != effects_.end()) finish_after(found->first, Duration{}, Tell::nobody);
}

void RunningEffects::end_of_rule(std::uint64_t rule) {
  std::vector<std::uint64_t> ids;
  for (const auto& [id, effect] : effects_) {
    if (effect.origin.rule == rule) ids.push_back(id);
  }
  for (const std::uint64_t id : ids) finish(id, Tell::target);
}

void RunningEffects::end_all() {
  std::vector<std::uint64_t> ids;
  for (const auto& [id, effect] : effects_) ids.push_back(id);
  for (const std::uint64_t id : ids) finish(id, Tell::target);
}

template <typename Condition>
void RunningEffects::finish_soon(Condition condition) {
  for (const auto& [id, effect] : effects_) {
    if (effect.begun && condition(effect.action)) finish_after(id, Duration{}, Tell::target);
  }
}

void RunningEffects::link_is_gone() {
  finish_soon(
      [](const Action& action) { return !action.lasts && description_of(action.kind).end == ActionEnd::by_link; });
}

void RunningEffects::module_starts() {
  finish_soon([](const Action& action) { return description_of(action.kind).ended_by_start; });
}

void RunningEffects::finish_after(std::uint64_t id, Duration delay, Tell tell) {
  effects_.at(id).end->start(delay, [this, id, tell] { finish(id, tell); });
}

void RunningEffects::finish(std::uint64_t id, Tell tell) {
  const auto node = effects_.extract(id);
  if (node.empty()) return;
  const Effect& effect = node.mapped();
  if (tell == Tell::target && effect.begun) target_.end(effect.action);
  say(effect.origin, true);
}

void RunningEffects::say(const FaultOrigin& origin, bool ended) const {
  events_.emit(FaultActed{origin.rule_text, origin.action_text, ended});
}

}  // namespace air780
