// Rules back into words: the inverse of the parser.
#include <fmt/format.h>

#include "protocol/duration.h"
#include "sim/fault/action_table.h"
#include "sim/fault/quantity.h"
#include "sim/fault/rule.h"
#include "sim/text/escapes.h"

namespace air780 {
namespace {

std::string subject_text(const Trigger& trigger) {
  switch (trigger.kind) {
    case Trigger::Kind::now:
      return "now";
    case Trigger::Kind::after:
      return "after " + duration_text(trigger.time);
    case Trigger::Kind::every:
      return "every " + duration_text(trigger.time);
    case Trigger::Kind::command:
      return "on AT" + trigger.text;
    case Trigger::Kind::line:
      return "on " + quoted(trigger.text);
    case Trigger::Kind::packet:
      return fmt::format("on {}{}", to_string(trigger.packet),
                         trigger.direction == MqttDirection::from_broker ? '<' : '>');
    case Trigger::Kind::state:
      return fmt::format("on {}={}", trigger.text, trigger.value);
  }
  return {};
}

std::string range_text(const Trigger& trigger) {
  if (!trigger.last) return trigger.first == 1 ? std::string() : fmt::format(" #{}..", trigger.first);
  if (*trigger.last == trigger.first) return fmt::format(" #{}", trigger.first);
  return fmt::format(" #{}..{}", trigger.first, *trigger.last);
}

std::string value_text(const Action& action, const ActionArgument& argument) {
  switch (argument.slot) {
    case ActionSlot::lasts:
      return action.lasts ? duration_text(*action.lasts) : std::string();
    case ActionSlot::time:
      return action.time == Duration::zero() ? std::string() : duration_text(action.time);
    case ActionSlot::rate:
      return rate_text(action.rate);
    case ActionSlot::percent:
      return percent_text(action.percent);
    case ActionSlot::number:
      return action.number ? fmt::format("{}", *action.number) : std::string();
    case ActionSlot::text:
      return quoted(action.text);
    case ActionSlot::none:
      break;
  }
  return {};
}

}  // namespace

std::string to_string(const Trigger& trigger) {
  std::string text = subject_text(trigger) + range_text(trigger);
  if (trigger.every_nth != 1) text += fmt::format(" every {}", trigger.every_nth);
  if (trigger.probability < 1) text += " " + percent_text(trigger.probability * 100);
  if (trigger.offset != Duration::zero()) text += " +" + duration_text(trigger.offset);
  if (trigger.before_result) text += " before OK";
  if (trigger.at_byte) text += fmt::format(" at byte {}", *trigger.at_byte);
  return text;
}

std::string to_string(const Action& action) {
  const ActionDescription& description = description_of(action.kind);
  std::string text(description.name);
  for (const ActionArgument& argument : description.arguments) {
    const std::string value = value_text(action, argument);
    if (value.empty()) continue;
    text += argument.keyword.empty() ? " " + value : fmt::format(" {} {}", argument.keyword, value);
  }
  return text;
}

std::string to_string(const Rule& rule) { return to_string(rule.trigger) + ": " + to_string(rule.action); }

}  // namespace air780
