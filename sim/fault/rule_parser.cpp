#include <fmt/format.h>

#include "sim/fault/action_parser.h"
#include "sim/fault/rule.h"
#include "sim/fault/trigger_parser.h"
#include "sim/text/escapes.h"

namespace air780 {

RuleResult<Rule> parse_rule(std::string_view text) {
  RuleCursor cursor(text);
  const std::size_t start = cursor.next_offset();
  auto trigger = parse_trigger(cursor);
  if (!trigger) return trigger.error();
  if (!cursor.take(':')) return cursor.expected("a colon and an action");
  const std::size_t action_start = cursor.next_offset();
  auto action = parse_action(cursor, *trigger);
  if (!action) return action.error();
  const std::size_t end = cursor.end_of_last();
  return Rule{std::move(*trigger), std::move(*action), std::string(text.substr(start, end - start)),
              std::string(text.substr(action_start, end - action_start))};
}

RuleResult<Rule> parse_immediate_rule(std::string_view action) {
  constexpr std::string_view trigger = "now: ";
  auto rule = parse_rule(fmt::format("{}{}", trigger, action));
  if (rule) return rule;
  return RuleError{rule.error().column - trigger.size(), rule.error().message};
}

std::string explain(std::string_view rule, const RuleError& error) {
  return fmt::format("{}: column {}: {}", escape(rule), error.column, error.message);
}

}  // namespace air780
