// What modem programs send before they dial (V.250 §6.3): taken, told again, and without effect, since this module
// dials nothing. Not in the vendor's manual.
#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"

namespace air780 {
namespace {

using Place = int DiallingSettings::*;

Result take(Module&, const Arguments&, Reply&) { return Result::ok(); }

// V.250 §5.3.2: three digits.
template <Place place>
Result tell(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("{:03}", module.settings().dialling.*place));
  return Result::ok();
}

template <Place place>
Result set(Module& module, const Arguments& arguments, Reply&) {
  module.settings().dialling.*place = static_cast<int>(arguments.integer_or(0, DiallingSettings{}.*place));
  return Result::ok();
}

constexpr Parameter results[] = {optional(integer("value", 0, 4))};
constexpr Parameter loudness[] = {optional(integer("value", 0, 3))};
constexpr Parameter speaker[] = {optional(integer("value", 0, 2))};
constexpr Parameter rings[] = {optional(integer("rings", 0, 255))};
constexpr Parameter tone_wait[] = {optional(integer("seconds", 2, 10))};
constexpr Parameter completion[] = {optional(integer("seconds", 1, 255))};
constexpr Parameter pause[] = {optional(integer("seconds", 0, 255))};
constexpr Parameter disconnect[] = {optional(integer("tenths", 1, 254))};

constexpr std::string_view not_in_manual = "not in the manual; modem programs send it";

constexpr Command letter(std::string_view name, std::string_view summary, std::string_view standard,
                         std::span<const Parameter> parameters) {
  return {.name = name,
          .summary = summary,
          .manual = standard,
          .evidence = Evidence::chosen,
          .source = not_in_manual,
          .parameters = parameters,
          .write = take};
}

template <Place place>
constexpr Command parameter(std::string_view name, std::string_view summary, std::string_view standard,
                            std::span<const Parameter> parameters) {
  return {.name = name,
          .summary = summary,
          .manual = standard,
          .evidence = Evidence::chosen,
          .source = not_in_manual,
          .parameters = parameters,
          .read = tell<place>,
          .write = set<place>};
}

constexpr Command commands[] = {
    letter("X", "which results a dialled call may have; without effect", "V.250 §6.2.7", results),
    letter("L", "loudness of the speaker; there is none", "V.250 §6.3.13", loudness),
    letter("M", "mode of the speaker; there is none", "V.250 §6.3.14", speaker),
    parameter<&DiallingSettings::answer_rings>("S0", "rings before a call is answered; none comes", "V.250 §6.3.8",
                                               rings),
    parameter<&DiallingSettings::tone_wait_seconds>("S6", "pause before blind dialling; without effect", "V.250 §6.3.9",
                                                    tone_wait),
    parameter<&DiallingSettings::completion_seconds>("S7", "how long a call may take to connect; without effect",
                                                     "V.250 §6.3.10", completion),
    parameter<&DiallingSettings::pause_seconds>("S8", "pause of a comma when dialling; without effect", "V.250 §6.3.11",
                                                pause),
    parameter<&DiallingSettings::disconnect_tenths>("S10", "delay before a lost carrier hangs up; without effect",
                                                    "V.250 §6.3.12", disconnect),
};

}  // namespace

std::span<const Command> dialling_commands() { return commands; }

}  // namespace air780
