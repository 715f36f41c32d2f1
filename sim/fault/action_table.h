// What can be done to a module: the one place that knows the actions' names, arguments, limits, duration and effect.
// Parser, printer, engine and --list-faults are made of it. Constant; any thread.
#pragma once

#include <array>
#include <chrono>
#include <span>
#include <string>
#include <string_view>

#include "sim/fault/rule.h"

namespace air780 {

// Where an argument goes, and how it is written.
enum class ActionSlot {
  none,
  lasts,    // T, how long the action lasts
  time,     // T, Action::time
  rate,     // 100B/s, 2kB/s
  percent,  // 20%
  number,   // lowest..highest
  text,     // "…"
};

struct ActionArgument {
  ActionSlot slot = ActionSlot::none;
  bool required = false;
  std::string_view name{};     // as the usage shows it
  std::string_view keyword{};  // stands before it: `cme 767`
  int lowest = 0;              // number
  int highest = 0;
  int besides = 0;  // one more number that is allowed, when not in lowest..highest
};

enum class ActionCourse {
  at_once,  // over as soon as it has begun
  lasting,  // acts until it ends
  armed,    // waits for the next time it matters; with T it acts each time until it ends
  outcome,  // decides how one command ends: behind a command trigger only
  packet,   // decides what becomes of one packet: behind a packet trigger only
};

// What ends a lasting action that was given no T.
enum class ActionEnd {
  after_default,  // default_lasts
  by_link,        // the TCP link is gone
  by_start,       // the module starts anew
  by_hand,        // the rule is taken back, or another action of the kind takes its place
};

struct ActionDescription {
  ActionKind kind;
  std::string_view name;
  std::array<ActionArgument, 3> arguments;
  ActionCourse course;
  ActionEnd end = ActionEnd::after_default;
  std::string_view effect;  // on the module's state and what its host sees
  // Also with T a start of the module ends it: what it broke does not outlive a reboot.
  bool ended_by_start = false;
};

inline constexpr Duration default_lasts = std::chrono::seconds(30);

// In the order of ActionKind.
std::span<const ActionDescription> action_descriptions();
const ActionDescription& description_of(ActionKind kind);
// nullptr when there is none of that name.
const ActionDescription* find_action(std::string_view name);

// `throttle RATE [T]`.
std::string usage(const ActionDescription& action);
std::string usage(const ActionArgument& argument);

}  // namespace air780
