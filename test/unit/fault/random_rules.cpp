#include "test/unit/fault/random_rules.h"

#include <fmt/format.h>

#include <array>

#include "protocol/mqtt/mqtt_client.h"
#include "sim/fault/action_table.h"
#include "sim/fault/state_names.h"

namespace air780::fake {

std::string RandomRules::time() {
  constexpr std::array units = {"ms", "s", "min"};
  return fmt::format("{}{}", 1 + below(100), units[below(units.size())]);
}

std::string RandomRules::subject() {
  constexpr std::array commands = {"+MPUB", "+mpubex", "+MIPSTART", "E", "&W", "S3", "*I", "^HVER"};
  switch (below(4)) {
    case 0:
      return fmt::format("AT{}", commands[below(commands.size())]);
    case 1:
      return R"("CONNECT \"\\x41\t\xfe OK")";
    case 2:
      return fmt::format("{}{}", to_string(static_cast<MqttPacketType>(1 + below(14))), below(2) == 0 ? '<' : '>');
    default:
      break;
  }
  const StateNames& state = state_names()[below(state_names().size())];
  return fmt::format("{}={}", state.name, state.values[below(state.values.size())]);
}

std::string RandomRules::occurrences() {
  std::string text;
  const auto first = 1 + below(4);
  if (below(3) == 0) text += fmt::format(" #{}", first);
  if (text.empty() && below(3) == 0) text += fmt::format(" #{}..{}", first, first + below(4));
  if (text.empty() && below(3) == 0) text += fmt::format(" #{}..", first);
  if (below(4) == 0) text += fmt::format(" every {}", 1 + below(3));
  if (below(3) == 0) text += fmt::format(" {}%", below(101));
  return text;
}

std::string RandomRules::trigger() {
  switch (below(6)) {
    case 0:
      return "now";
    case 1:
      return "after " + time();
    case 2:
      return fmt::format("every {}s{}", 1 + below(100), occurrences());
    default:
      break;
  }
  const std::string what = subject();
  std::string text = "on " + what + occurrences();
  const auto exactness = below(4);
  if (exactness == 0) text += " +" + time();
  if (exactness == 1 && what.starts_with("AT")) text += " before OK";
  if (exactness == 2 && what.starts_with("AT")) text += fmt::format(" at byte {}", below(50));
  return text;
}

std::string RandomRules::action(const std::string& trigger) {
  const bool packet = trigger.find('<') != std::string::npos || trigger.find('>') != std::string::npos;
  const ActionDescription& action = action_descriptions()[below(action_descriptions().size())];
  std::string text(action.name);
  for (const ActionArgument& argument : action.arguments) {
    if (argument.slot == ActionSlot::none || (!argument.required && below(2) == 0)) continue;
    if (packet && action.kind == ActionKind::delay && argument.slot == ActionSlot::lasts) continue;
    if (!argument.keyword.empty()) text += fmt::format(" {}", argument.keyword);
    const auto width = static_cast<std::uint64_t>(argument.highest - argument.lowest) + 1;
    if (argument.slot == ActionSlot::lasts || argument.slot == ActionSlot::time) text += " " + time();
    if (argument.slot == ActionSlot::rate) text += fmt::format(" {}.{}kB/s", below(1000), 1 + below(999));
    if (argument.slot == ActionSlot::percent) text += fmt::format(" {}.{}%", below(100), below(1000));
    if (argument.slot == ActionSlot::number)
      text += fmt::format(" {}", argument.lowest + static_cast<int>(below(width)));
    if (argument.slot == ActionSlot::text) text += R"( "+NITZ: \r\n\x00 # \"\\")";
  }
  return text;
}

std::string RandomRules::rule() {
  const std::string before = trigger();
  std::string text = before + ": " + action(before);
  if (below(5) == 0) text += "  # why";
  return text;
}

std::string RandomRules::mutated(std::string rule) {
  for (auto changes = 1 + below(4); changes > 0; --changes) {
    const std::size_t at = below(rule.size() + 1);
    const auto kind = below(3);
    const char byte = static_cast<char>(below(256));
    if (kind == 0) rule.insert(at, 1, byte);
    if (kind == 1 && at < rule.size()) rule[at] = byte;
    if (kind == 2) rule.erase(at, 1 + below(3));
  }
  return rule;
}

}  // namespace air780::fake
