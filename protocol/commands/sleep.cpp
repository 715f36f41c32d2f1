// When the module may sleep (manual chapter 4: CSCLK, WAKETIM, RTIME).
#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
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
};

}  // namespace

std::span<const Command> sleep_commands() { return commands; }

}  // namespace air780
