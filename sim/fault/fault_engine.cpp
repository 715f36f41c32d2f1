#include "sim/fault/fault_engine.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "sim/fault/fault_machine.h"
#include "sim/fault/state_names.h"

namespace air780 {
namespace {

// A rule that brings about what it waits for (`on "X": urc "X"`) must not hold the clock up: it fires once in so long,
// and so many times can be due.
constexpr Duration least_pause = std::chrono::milliseconds(1);
constexpr std::size_t most_due = 1000;

}  // namespace

// --- rules ----------------------------------------------------------------------------------------------------------

FaultEngine::RuleId FaultEngine::Machine::add(Rule rule) {
  const RuleId id = next_id_++;
  ArmedRule& armed = rules_.try_emplace(id, std::move(rule), seed_, id, scheduler_).first->second;
  const Trigger& trigger = armed.rule.trigger;
  if (trigger.kind == Trigger::Kind::now) {
    armed.waits_for_power = !powered_;
    if (powered_) happened(id, armed);
  }
  if (trigger.kind == Trigger::Kind::after)
    armed.clock.start(trigger.time, [this, id] { happened(id, rules_.at(id)); });
  if (trigger.kind == Trigger::Kind::every) armed.clock.start(trigger.time, [this, id] { tick(id); });
  return id;
}

bool FaultEngine::Machine::remove(RuleId id) {
  if (rules_.erase(id) == 0) return false;
  effects_.end_of_rule(id);
  return true;
}

void FaultEngine::Machine::clear() {
  rules_.clear();
  effects_.end_all();
}

void FaultEngine::Machine::inject(const Action& action) {
  const ActionCourse course = description_of(action.kind).course;
  if (course == ActionCourse::outcome || course == ActionCourse::packet) return;
  const std::string text = to_string(action);
  effects_.begin(action, {0, "now: " + text, text});
}

std::vector<FaultEngine::Listed> FaultEngine::Machine::rules() const {
  std::vector<Listed> listed;
  for (const auto& [id, armed] : rules_) {
    listed.push_back({id, armed.rule.text, armed.occurrences.count(), armed.fired, effects_.acting(id)});
  }
  return listed;
}

// --- firing ---------------------------------------------------------------------------------------------------------

template <typename Met>
void FaultEngine::Machine::occurs(Trigger::Kind kind, Met met) {
  for (auto& [id, armed] : rules_) {
    if (armed.rule.trigger.kind == kind && !armed.exact() && met(armed.rule.trigger)) happened(id, armed);
  }
}

void FaultEngine::Machine::happened(RuleId id, ArmedRule& armed) {
  if (armed.occurrences.next(armed.rule.trigger)) fire_after(id, armed, armed.rule.trigger.offset);
}

void FaultEngine::Machine::tick(RuleId id) {
  ArmedRule& armed = rules_.at(id);
  armed.clock.start(armed.rule.trigger.time, [this, id] { tick(id); });
  happened(id, armed);
}

void FaultEngine::Machine::fire_after(RuleId id, ArmedRule& armed, Duration delay) {
  if (armed.firings.size() >= most_due) return;
  const Duration due = std::max(scheduler_.now() + delay, armed.not_before);
  armed.not_before = due + least_pause;
  const std::uint64_t firing = next_firing_++;
  Timer& timer = armed.firings.try_emplace(firing, scheduler_).first->second;
  timer.start(due - scheduler_.now(), [this, id, firing] {
    rules_.at(id).firings.erase(firing);
    fire(id);
  });
}

void FaultEngine::Machine::fire(RuleId id) {
  ArmedRule& armed = rules_.at(id);
  const Action action = armed.rule.action;
  const FaultOrigin origin = count_firing(id, armed);
  // What begins may take the rule back.
  effects_.begin(action, origin);
}

FaultOrigin FaultEngine::Machine::count_firing(RuleId id, ArmedRule& armed) {
  ++armed.fired;
  return {id, armed.rule.text, armed.rule.action_text};
}

// --- events ---------------------------------------------------------------------------------------------------------

void FaultEngine::Machine::operator()(const SerialBytes& serial) {
  if (serial.direction != SerialBytes::Direction::to_host) return;
  line_.take(serial.bytes, [this](std::string_view line, std::size_t before) {
    occurs(Trigger::Kind::line, [line, before](const Trigger& trigger) {
      return trigger.text.size() > before && line.starts_with(trigger.text);
    });
  });
}

void FaultEngine::Machine::operator()(const CommandStarted& command) {
  if (rules_.empty()) return;
  const std::string name = name_of(command.text);
  occurs(Trigger::Kind::command, [&name](const Trigger& trigger) { return trigger.text == name; });
}

void FaultEngine::Machine::operator()(const StateChanged& change) {
  const std::string what = state_name(change.what);
  const std::string to = state_name(change.to);
  if (what == "mqtt" && to == "offline") effects_.link_is_gone();
  occurs(Trigger::Kind::state,
         [&what, &to](const Trigger& trigger) { return trigger.text == what && trigger.value == to; });
}

void FaultEngine::Machine::operator()(const PowerChanged& power) {
  powered_ = power.step != PowerStep::off;
  if (power.step == PowerStep::on) effects_.module_starts();
  const std::string_view step = to_string(power.step);
  occurs(Trigger::Kind::state,
         [step](const Trigger& trigger) { return trigger.text == "power" && trigger.value == step; });
  for (auto& [id, armed] : rules_) {
    if (powered_ && std::exchange(armed.waits_for_power, false)) happened(id, armed);
  }
}

void FaultEngine::Machine::operator()(const MqttPacketSeen& seen) {
  occurs(Trigger::Kind::packet, [&packet = seen.packet](const Trigger& trigger) {
    return trigger.packet == packet.type && trigger.direction == packet.direction;
  });
}

// --- the engine, as others see it -----------------------------------------------------------------------------------

FaultEngine::FaultEngine(Scheduler& scheduler, EventStream& events, FaultTarget& target, std::uint64_t seed)
    : machine_(std::make_unique<Machine>(scheduler, events, target, seed)) {}
FaultEngine::~FaultEngine() = default;

FaultEngine::RuleId FaultEngine::add(Rule rule) { return machine_->add(std::move(rule)); }
bool FaultEngine::remove(RuleId id) { return machine_->remove(id); }
void FaultEngine::clear() { machine_->clear(); }
void FaultEngine::inject(const Action& action) { machine_->inject(action); }
std::vector<FaultEngine::Listed> FaultEngine::rules() const { return machine_->rules(); }

void FaultEngine::on_event(const Event& event) { std::visit(*machine_, event.body); }
std::optional<ForcedOutcome> FaultEngine::command_begins(std::string_view text) {
  return machine_->command_begins(text);
}
void FaultEngine::result_leaves(std::string_view, std::string_view) { machine_->result_leaves(); }
void FaultEngine::data_comes(std::string_view, std::size_t received) { machine_->data_comes(received); }
std::optional<std::size_t> FaultEngine::next_data_mark(std::string_view, std::size_t received) const {
  return machine_->next_data_mark(received);
}
PacketFate FaultEngine::packet_passes(const MqttPacket& packet) { return machine_->packet_passes(packet); }

}  // namespace air780
