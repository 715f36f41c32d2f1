#include "sim/fault/action_parser.h"

#include <optional>

#include <fmt/format.h>

#include "sim/fault/action_table.h"

namespace air780 {
namespace {

RuleError unknown_action(RuleCursor& cursor) {
  std::string names;
  for (const ActionDescription& action : action_descriptions()) {
    names += fmt::format("{}{}", names.empty() ? "" : ", ", action.name);
  }
  return cursor.expected(fmt::format("an action: {}", names));
}

// Why an action cannot stand behind this trigger; nothing when it can.
std::optional<std::string> misfit(const ActionDescription& action, const Trigger& trigger) {
  const bool exact = trigger.offset == Duration::zero() && !trigger.before_result && !trigger.at_byte;
  if (action.course == ActionCourse::outcome && (trigger.kind != Trigger::Kind::command || !exact)) {
    return fmt::format("a command in front of {}, without +T, before OK and at byte (on AT+MPUB: {})", action.name,
                       action.name);
  }
  const bool on_packet = trigger.kind == Trigger::Kind::packet;
  if (action.course == ActionCourse::packet && (!on_packet || !exact)) {
    return fmt::format("an MQTT packet in front of {}, without +T (on PUBACK<: {})", action.name, action.name);
  }
  if (action.kind == ActionKind::delay && on_packet && !exact) return "no +T in front of the delay of a packet";
  return std::nullopt;
}

class ActionParser {
 public:
  ActionParser(RuleCursor& cursor, const ActionDescription& description) : cursor_(cursor), described_(description) {
    action_.kind = description.kind;
  }

  RuleResult<Action> parse(bool of_one_packet) {
    for (const ActionArgument& argument : described_.arguments) {
      if (argument.slot == ActionSlot::none || (of_one_packet && argument.slot == ActionSlot::lasts)) continue;
      if (auto error = parse(argument)) return std::move(*error);
    }
    if (!cursor_.at_end()) return cursor_.expected(missing_ + "the end of the rule");
    return std::move(action_);
  }

 private:
  std::optional<RuleError> parse(const ActionArgument& argument) {
    if (!argument.keyword.empty()) {
      if (cursor_.peek_word() != argument.keyword) {
        missing_ += fmt::format("{} {}, ", argument.keyword, argument.name);
        return std::nullopt;
      }
      cursor_.word();
      return value(argument);
    }
    if (!argument.required && cursor_.at_end()) return std::nullopt;
    return value(argument);
  }

  std::optional<RuleError> value(const ActionArgument& argument) {
    switch (argument.slot) {
      case ActionSlot::lasts: {
        auto time = above_zero();
        if (time) action_.lasts = *time;
        return error_of(time);
      }
      case ActionSlot::time: {
        auto time = above_zero();
        if (time) action_.time = *time;
        return error_of(time);
      }
      case ActionSlot::rate:
        return keep(cursor_.rate(), action_.rate);
      case ActionSlot::percent:
        return keep(cursor_.percent(), action_.percent);
      case ActionSlot::number:
        return number(argument);
      case ActionSlot::text:
        return keep(cursor_.quoted(), action_.text);
      case ActionSlot::none:
        break;
    }
    return std::nullopt;
  }

  RuleResult<Duration> above_zero() {
    const std::size_t start = cursor_.next_offset();
    auto time = cursor_.duration();
    if (!time) return RuleError{time.error().column, time.error().message + optional_words()};
    if (*time == Duration::zero()) return cursor_.expected_at(start, "a time above 0");
    return time;
  }

  // Words that were left out and could have stood here too.
  std::string optional_words() const {
    return missing_.empty() ? "" : fmt::format(", or {}", std::string_view(missing_).substr(0, missing_.size() - 2));
  }

  std::optional<RuleError> number(const ActionArgument& argument) {
    const std::size_t start = cursor_.next_offset();
    auto number = cursor_.number(0, 1'000'000'000);
    const bool inside = number && *number >= argument.lowest && *number <= argument.highest;
    const bool beside = number && argument.besides != 0 && *number == argument.besides;
    if (inside || beside) {
      action_.number = static_cast<int>(*number);
      return std::nullopt;
    }
    const std::string besides = argument.besides != 0 ? fmt::format(", or {}", argument.besides) : std::string();
    return cursor_.expected_at(start,
                               fmt::format("a number from {} to {}{}", argument.lowest, argument.highest, besides));
  }

  template <typename Value>
  static std::optional<RuleError> error_of(const RuleResult<Value>& read) {
    if (read) return std::nullopt;
    return read.error();
  }
  template <typename Value>
  static std::optional<RuleError> keep(RuleResult<Value> read, Value& place) {
    if (read) place = std::move(*read);
    return error_of(read);
  }

  RuleCursor& cursor_;
  const ActionDescription& described_;
  Action action_;
  std::string missing_;  // "gap T, "
};

}  // namespace

RuleResult<Action> parse_action(RuleCursor& cursor, const Trigger& trigger) {
  const ActionDescription* description = find_action(cursor.peek_word());
  if (!description) return unknown_action(cursor);
  if (const auto needed = misfit(*description, trigger)) return cursor.expected(*needed);
  cursor.word();
  const bool of_one_packet = description->kind == ActionKind::delay && trigger.kind == Trigger::Kind::packet;
  return ActionParser(cursor, *description).parse(of_one_packet);
}

}  // namespace air780
