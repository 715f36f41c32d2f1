// When the module may sleep (manual chapter 4: CSCLK, WAKETIM, RTIME, POWERMODE).
#include <fmt/format.h>

#include <algorithm>

#include "protocol/at/characters.h"
#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/commands/kept_outcome.h"
#include "protocol/module.h"

namespace air780 {
namespace {

Result read_mode(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+CSCLK: {}", module.settings().sleep_mode));
  return Result::ok();
}

Result set_mode(Module& module, const Arguments& arguments, Reply&) {
  module.settings().sleep_mode = static_cast<int>(arguments.integer(0));
  module.apply_settings();
  return Result::ok();
}

Result read_wait(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+WAKETIM:{}", module.settings().sleep_wait_seconds));
  return Result::ok();
}

Result set_wait(Module& module, const Arguments& arguments, Reply&) {
  module.settings().sleep_wait_seconds = static_cast<int>(arguments.integer(0));
  module.apply_settings();
  return Result::ok();
}

Result read_data_wait(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("*RTIME: {}", module.settings().data_sleep_seconds));
  return Result::ok();
}

Result set_data_wait(Module& module, const Arguments& arguments, Reply&) {
  module.settings().data_sleep_seconds = static_cast<int>(arguments.integer(0));
  return Result::ok();
}

// In the order of KeptState::power_mode. PSM+ is known to low-power firmware only (manual: the LPAT builds).
constexpr std::string_view power_modes[] = {"CLOSE", "PRO", "STD"};
constexpr std::string_view known_power_modes[] = {"CLOSE", "PRO", "STD", "PSM+"};

Result read_power_mode(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+POWERMODE:\"{}\"", power_modes[static_cast<std::size_t>(module.kept().power_mode)]));
  return Result::ok();
}

Result set_power_mode(Module& module, const Arguments& arguments, Reply&) {
  const auto* const mode =
      std::ranges::find_if(power_modes, [&](std::string_view known) { return same_word(known, arguments.text(0)); });
  if (mode == std::end(power_modes)) return Result::cme(CmeError::operation_not_supported);
  KeptState state = module.kept();
  state.power_mode = static_cast<int>(mode - std::begin(power_modes));
  const bool kept = module.keep(state);
  module.apply_settings();
  return ok_if_kept(kept);
}

constexpr Parameter power_mode[] = {word("mode", known_power_modes), optional(integer("para", 0, 0))};
constexpr Parameter sleep_mode[] = {integer("n", 0, 3)};
constexpr Parameter idle_seconds[] = {integer("wait_time", 0, 65)};
constexpr Parameter data_seconds[] = {integer("wait_time", 0, 20)};

constexpr Command commands[] = {
    {.name = "+CSCLK",
     .summary = "sleep: 0 never, 1 while DTR is high, 2 and 3 whenever idle; the first bytes to a sleeper are lost",
     .manual = "4 CSCLK",
     .source = "manual; how long waking takes is chosen",
     .parameters = sleep_mode,
     .test = "+CSCLK: (0-3)",
     .read = read_mode,
     .write = set_mode},
    {.name = "+WAKETIM",
     .summary = "seconds without input and output before the module sleeps",
     .manual = "4 WAKETIM",
     .parameters = idle_seconds,
     .read = read_wait,
     .write = set_wait},
    {.name = "*RTIME",
     .summary = "seconds in data mode before the module sleeps; kept and told, a link never keeps it awake here",
     .manual = "4 RTIME",
     .parameters = data_seconds,
     .read = read_data_wait,
     .write = set_data_wait},
    {.name = "+POWERMODE",
     .summary = "PRO and STD sleep whenever idle, CLOSE as AT+CSCLK says; kept without &W",
     .manual = "4 POWERMODE",
     .source = "manual, for low-power firmware; PSM+ and IPv6 are not supported, the read form has quotes (chosen)",
     .parameters = power_mode,
     .read = read_power_mode,
     .write = set_power_mode},
};

}  // namespace

std::span<const Command> sleep_commands() { return commands; }

}  // namespace air780
