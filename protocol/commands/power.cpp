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
  if (level == 2 || level == 3) return Result::cme(CmeError::execute_failed);
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

constexpr Parameter functionality[] = {integer("fun", 0, 4), optional(integer("rst", 0, 1))};

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
    {.name = "+RSTSET", .summary = "reboots with factory settings", .manual = "2 RSTSET", .execute = factory_reset},
};

}  // namespace

std::span<const Command> power_commands() { return commands; }

}  // namespace air780
