#include "sim/fault/fault_listing.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "protocol/duration.h"
#include "sim/fault/action_table.h"
#include "sim/fault/state_names.h"

namespace air780 {
namespace {

using Row = std::pair<std::string_view, std::string_view>;

constexpr auto triggers = std::to_array<Row>({
    {"now", "once, as soon as the module has power"},
    {"after T", "once, T after the rule was given"},
    {"every T", "again and again"},
    {"on AT+NAME", "the host says this command, in whatever form (AT+MPUB is not AT+MPUBEX; also ATE, AT&F)"},
    {"on \"TEXT\"", "the module says a line that begins so: of a reply, a final result, a URC, the prompt"},
    {"on NAME<", "an MQTT packet from the broker (PUBACK<); NAME> is one to it (PUBLISH>)"},
    {"on STATE=VALUE", "a state takes this value (below)"},
});

constexpr auto modifiers = std::to_array<Row>({
    {"#n, #a..b, #a..", "on these occurrences only, counted from 1 since the rule was given (not behind now, after)"},
    {"every n", "on every nth of them"},
    {"P%", "each time with this probability; the dice are --seed's"},
    {"+T", "T later (behind on)"},
    {"before OK", "in the moment before the command's final result leaves (behind on AT…)"},
    {"at byte N", "when N bytes have come behind the command's prompt (behind on AT…)"},
});

std::string line(std::string_view left, std::string_view right) { return fmt::format("  {:<24}{}\n", left, right); }

// How long it lasts when no T is given, where one can be.
std::string duration_of(const ActionDescription& action) {
  const bool optional = std::ranges::any_of(action.arguments, [](const ActionArgument& argument) {
    return argument.slot == ActionSlot::lasts && !argument.required;
  });
  const bool by_default = action.course == ActionCourse::lasting && action.end == ActionEnd::after_default;
  return optional && by_default ? fmt::format(" ({})", duration_text(default_lasts)) : std::string();
}

}  // namespace

std::string fault_listing() {
  std::string text = "A fault rule is TRIGGER: ACTION, for example: on AT+MPUB #3: pdn-deact\n\nTriggers:\n";
  for (const auto& [form, meaning] : triggers) text += line(form, meaning);
  text += "\nBehind a trigger, in any order:\n";
  for (const auto& [form, meaning] : modifiers) text += line(form, meaning);
  text += "\nStates:\n";
  for (const StateNames& state : state_names()) {
    text += line(state.name, fmt::format("{}", fmt::join(state.values, ", ")));
  }
  text += "\nActions (in brackets at the end: how long they last when no T is given):\n";
  for (const ActionDescription& action : action_descriptions()) {
    text += line(usage(action), fmt::format("{}{}", action.effect, duration_of(action)));
  }
  return text +
         "\nTimes are such as 300ms, 5s or 2min; texts have C escapes; what follows a # and a space is a comment.\n";
}

}  // namespace air780
