// ADCs, supply and network light (manual chapter 4: CADC, CBC, CNETLIGHT, SLEDS, IOSET; at-reference §5).
#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"

namespace air780 {
namespace {

constexpr long adc_off = 0;
constexpr long adc_on = 1;

Result convert(Module& module, const Arguments& arguments, Reply& reply) {
  Board::Adc& adc = module.board().adcs[static_cast<std::size_t>(arguments.integer(0))];
  const long mode = arguments.integer(1);
  if (mode == adc_off || mode == adc_on) {
    adc.on = mode == adc_on;
    return Result::ok();
  }
  if (!adc.on) return Result::cme(CmeError::operation_not_allowed);
  reply.line(fmt::format("+CADC: {},{}", arguments.integer(0), adc.millivolts));
  return Result::ok();
}

Result supply(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+CBC: {}", module.profile().supply_millivolts));
  return Result::ok();
}

Result read_thresholds(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+CBC:{},{}", module.board().power_on_millivolts, module.board().power_off_millivolts));
  return Result::ok();
}

Result set_thresholds(Module& module, const Arguments& arguments, Reply&) {
  module.board().power_on_millivolts = static_cast<int>(arguments.integer(0));
  module.board().power_off_millivolts = static_cast<int>(arguments.integer(1));
  return Result::ok();
}

Result read_light(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+CNETLIGHT:{}", module.board().network_light ? 1 : 0));
  return Result::ok();
}

Result set_light(Module& module, const Arguments& arguments, Reply&) {
  module.board().network_light = arguments.integer(0) == 1;
  return Result::ok();
}

Result read_blinking(Module& module, const Arguments&, Reply& reply) {
  int mode = 1;
  for (const Board::Blinking& blinking : module.board().blinking) {
    reply.line(fmt::format("+SLEDS:{},{},{}", mode++, blinking.on, blinking.off));
  }
  return Result::ok();
}

// 0, or from 40 on.
bool is_blink_time(long milliseconds) { return milliseconds == 0 || milliseconds >= 40; }

Result set_blinking(Module& module, const Arguments& arguments, Reply&) {
  const long on = arguments.integer(1);
  const long off = arguments.integer(2);
  if (!is_blink_time(on) || !is_blink_time(off)) return Result::cme(CmeError::execute_failed);
  module.board().blinking[static_cast<std::size_t>(arguments.integer(0)) - 1] = {static_cast<int>(on),
                                                                                 static_cast<int>(off)};
  return Result::ok();
}

Result read_io_level(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+IOSET: {}", module.settings().io_level));
  return Result::ok();
}

Result set_io_level(Module& module, const Arguments& arguments, Reply&) {
  module.settings().io_level = static_cast<int>(arguments.integer(0));
  return Result::ok();
}

constexpr Parameter io_level[] = {integer("mode", 0, 2)};
constexpr Parameter conversion[] = {integer("adc_id", 0, 1), integer("mode", 0, 2)};
constexpr Parameter thresholds[] = {integer("powerOnVol", 0, 10000), integer("powerOffVol", 0, 10000)};
constexpr Parameter light[] = {integer("n", 0, 1)};
constexpr Parameter blinking_times[] = {integer("mode", 1, 3), integer("timer_on", 0, 65535),
                                        integer("timer_off", 0, 65535)};

constexpr Command commands[] = {
    {.name = "+CADC",
     .summary = "switches an ADC off (0) or on (1), or reads it (2) in millivolts",
     .manual = "4 CADC",
     .source = "manual; reading one that is off: chosen",
     .parameters = conversion,
     .write = convert},
    {.name = "+CBC",
     .summary = "supply in millivolts; as a setting, the voltages for switching on and off, which are kept and told",
     .manual = "4 CBC",
     .evidence = Evidence::captured,
     .source = "C11",
     .parameters = thresholds,
     .read = read_thresholds,
     .write = set_thresholds,
     .execute = supply},
    {.name = "+CNETLIGHT",
     .summary = "network light off (0) or on (1)",
     .manual = "4 CNETLIGHT",
     .parameters = light,
     .read = read_light,
     .write = set_light},
    {.name = "+SLEDS",
     .summary = "how the network light blinks: unregistered (1), registered (2), data call (3)",
     .manual = "4 SLEDS",
     .parameters = blinking_times,
     .test = "+SLEDS:(1-3),(40~65535),(40~65535)",
     .read = read_blinking,
     .write = set_blinking},
    {.name = "+IOSET",
     .summary = "level of the IO pins: 0 by the hardware, 1 1.8 V, 2 3.3 V; told, and kept by &W",
     .manual = "4 IOSET",
     .parameters = io_level,
     .test = "+IOSET: <0,1,2>",
     .read = read_io_level,
     .write = set_io_level},
};

}  // namespace

std::span<const Command> board_commands() { return commands; }

}  // namespace air780
