// The module's clock and the network's time (manual: 3 CCLK, 5 CTZU, CTZR; at-reference §5).
#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"

namespace air780 {
namespace {

Result read_clock(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+CCLK: \"{}\"", module.clock().text()));
  return Result::ok();
}

Result set_clock(Module& module, const Arguments& arguments, Reply&) {
  return module.clock().set(arguments.text(0)) ? Result::ok() : Result::cme(CmeError::execute_failed);
}

Result read_update(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+CTZU: {}", module.settings().network_sets_clock ? 1 : 0));
  return Result::ok();
}

Result set_update(Module& module, const Arguments& arguments, Reply&) {
  module.settings().network_sets_clock = arguments.integer(0) == 1;
  return Result::ok();
}

Result read_report(Module&, const Arguments&, Reply& reply) {
  reply.line("+CTZR: 1");
  return Result::ok();
}

constexpr Parameter clock_time[] = {quoted_text("time", 20)};
constexpr Parameter on_or_off[] = {integer("fun", 0, 1)};

constexpr Command commands[] = {
    {.name = "+CCLK",
     .summary = "the module's clock: local time and zone; each network time sets it unless AT+CTZU=0",
     .manual = "3 CCLK",
     .evidence = Evidence::captured,
     .source = "a capture beside the manual",
     .parameters = clock_time,
     .read = read_clock,
     .write = set_clock},
    {.name = "+CTZU",
     .summary = "the network's time sets the module's clock (1) or does not (0)",
     .manual = "5 CTZU",
     .parameters = on_or_off,
     .test = "+CTZU: (0,1)",
     .read = read_update,
     .write = set_update},
    {.name = "+CTZR",
     .summary = "+NITZ lines are always on",
     .manual = "5 CTZR",
     .source = "manual: cannot be set; test form inferred",
     .test = "+CTZR: (0,1)",
     .read = read_report},
};

}  // namespace

std::span<const Command> clock_commands() { return commands; }

}  // namespace air780
