// Functionality and restarts (manual chapters 2 and 4; at-reference §5, §5.1).
#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"

namespace air780 {
namespace {

Result read_functionality(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+CFUN: {}", module.functionality()));
  return Result::ok();
}

Result set_functionality(Module& module, const Arguments& arguments, Reply&) {
  const int level = static_cast<int>(arguments.integer(0));
  if (arguments.integer_or(1, 0) == 1) {
    module.reboot_after_reply();
  } else {
    module.set_functionality(level);
  }
  return Result::ok();
}

Result restart(Module& module, const Arguments&, Reply&) {
  module.reboot_after_reply();
  return Result::ok();
}

Result factory_reset(Module& module, const Arguments&, Reply&) {
  module.factory_reset_after_reply();
  return Result::ok();
}

// 1 says goodbye, 0 is an emergency and says nothing.
Result switch_off(Module& module, const Arguments& arguments, Reply&) {
  module.power_off_after_reply();
  return arguments.integer(0) == 1 ? Result::text("NORMAL POWER DOWN") : Result::bare();
}

constexpr Parameter goodbye[] = {integer("n", 0, 1)};
constexpr long levels[] = {0, 1, 4};
constexpr Parameter functionality[] = {integer_among("fun", levels), optional(integer("rst", 0, 1))};

constexpr Command commands[] = {
    {.name = "+CFUN",
     .summary = "0 minimum, 1 full, 4 flight mode; rst 1 reboots",
     .manual = "4 CFUN",
     .evidence = Evidence::captured,
     .source = "C3; after any reboot it is 1",
     .parameters = functionality,
     .test = "+CFUN: (0,1,4),(0,1)",
     .read = read_functionality,
     .write = set_functionality},
    {.name = "+RESET",
     .summary = "reboots",
     .manual = "2 RESET",
     .evidence = Evidence::captured,
     .source = "C3, C7, C10",
     .execute = restart},
    {.name = "+CPOWD",
     .summary = "switches the module off: 1 says NORMAL POWER DOWN, 0 nothing",
     .manual = "4 CPOWD",
     .parameters = goodbye,
     .write = switch_off},
    {.name = "+RSTSET", .summary = "reboots with factory settings", .manual = "2 RSTSET", .execute = factory_reset},
};

}  // namespace

std::span<const Command> power_commands() { return commands; }

}  // namespace air780
