#include "sim/fault/trigger_parser.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "protocol/at/characters.h"
#include "protocol/at/command_line.h"
#include "sim/fault/state_names.h"
#include "sim/fault/trigger_modifiers.h"

namespace air780 {
namespace {

constexpr std::string_view subjects =
    "what the rule waits for: a command (AT+MPUB), a line (\"CONNECT OK\"), a packet (PUBACK< or PUBLISH>) or a state "
    "(mqtt=online)";

bool is_command(std::string_view word) { return word.size() >= 2 && upper(word[0]) == 'A' && upper(word[1]) == 'T'; }

RuleResult<Trigger> parse_command(RuleCursor& cursor) {
  const std::size_t start = cursor.next_offset();
  std::string_view rest = cursor.word().substr(2);
  const auto call = next_command(rest);
  const bool bare = call && rest.empty() && call->arguments.empty() && call->text.size() == call->name.size();
  if (!bare) return cursor.expected_at(start, "the name of a command without arguments: AT+MPUB, ATE, AT&F");
  Trigger trigger;
  trigger.kind = Trigger::Kind::command;
  trigger.text = call->name;
  return trigger;
}

RuleResult<Trigger> parse_line(RuleCursor& cursor) {
  const std::size_t start = cursor.next_offset();
  auto text = cursor.quoted();
  if (!text) return text.error();
  if (text->find_first_of("\r\n") != std::string::npos) return cursor.expected_at(start, "one line, without CR and LF");
  if (text->size() > longest_line_beginning) {
    return cursor.expected_at(start, fmt::format("at most {} bytes", longest_line_beginning));
  }
  Trigger trigger;
  trigger.kind = Trigger::Kind::line;
  trigger.text = std::move(*text);
  return trigger;
}

RuleResult<Trigger> parse_packet(RuleCursor& cursor) {
  Trigger trigger;
  trigger.kind = Trigger::Kind::packet;
  const std::string_view word = cursor.peek_word();
  trigger.direction = word.back() == '<' ? MqttDirection::from_broker : MqttDirection::to_broker;
  std::string allowed;
  for (int i = static_cast<int>(MqttPacketType::connect); i <= static_cast<int>(MqttPacketType::disconnect); ++i) {
    trigger.packet = static_cast<MqttPacketType>(i);
    const std::string_view name = to_string(trigger.packet);
    if (name == word.substr(0, word.size() - 1)) {
      cursor.word();
      return trigger;
    }
    allowed += fmt::format("{}{}", allowed.empty() ? "" : ", ", name);
  }
  return cursor.expected(fmt::format("an MQTT packet: {}, and < from or > to the broker", allowed));
}

RuleResult<Trigger> parse_state(RuleCursor& cursor) {
  const std::size_t start = cursor.next_offset();
  const std::string_view word = cursor.word();
  const auto equals = word.find('=');
  Trigger trigger;
  trigger.kind = Trigger::Kind::state;
  trigger.text = state_name(word.substr(0, equals));
  trigger.value = state_name(word.substr(equals + 1));
  const auto known = std::ranges::find(state_names(), trigger.text, &StateNames::name);
  if (known == state_names().end()) {
    std::vector<std::string_view> names;
    for (const StateNames& state : state_names()) names.push_back(state.name);
    return cursor.expected_at(start, fmt::format("a state: {}", fmt::join(names, ", ")));
  }
  if (std::ranges::find(known->values, trigger.value) == known->values.end()) {
    return cursor.expected_at(start + equals + 1,
                              fmt::format("a value of {}: {}", known->name, fmt::join(known->values, ", ")));
  }
  return trigger;
}

RuleResult<Trigger> parse_subject(RuleCursor& cursor) {
  if (cursor.next_is('"')) return parse_line(cursor);
  const std::string_view word = cursor.peek_word();
  if (is_command(word)) return parse_command(cursor);
  if (word.ends_with('<') || word.ends_with('>')) return parse_packet(cursor);
  if (word.find('=') != std::string_view::npos) return parse_state(cursor);
  return cursor.expected(subjects);
}

RuleResult<Trigger> parse_timed(RuleCursor& cursor, Trigger::Kind kind) {
  const std::size_t start = cursor.next_offset();
  const auto time = cursor.duration();
  if (!time) return time.error();
  if (kind == Trigger::Kind::every && *time == Duration::zero()) {
    return cursor.expected_at(start, "a time above 0");
  }
  Trigger trigger;
  trigger.kind = kind;
  trigger.time = *time;
  return trigger;
}

}  // namespace

RuleResult<Trigger> parse_trigger(RuleCursor& cursor) {
  const std::string_view word = cursor.peek_word();
  if (word != "now" && word != "after" && word != "every" && word != "on") {
    return cursor.expected("a trigger: now, after T, every T or on SUBJECT");
  }
  cursor.word();
  if (word == "now") return Trigger{};
  auto trigger = word == "on" ? parse_subject(cursor)
                              : parse_timed(cursor, word == "after" ? Trigger::Kind::after : Trigger::Kind::every);
  if (!trigger || trigger->kind == Trigger::Kind::after) return trigger;
  if (auto error = parse_modifiers(cursor, *trigger)) return std::move(*error);
  return trigger;
}

}  // namespace air780
