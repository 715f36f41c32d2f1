// The module's UART (manual chapter 4: IPR, ICF, IFC; at-reference §5, X8).
#include <fmt/format.h>

#include <array>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"

namespace air780 {
namespace {

constexpr std::array<long, 13> rates = {0,     600,   1200,   2400,   4800,   9600,  19200,
                                        38400, 57600, 115200, 230400, 460800, 921600};

Result read_rate(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+IPR: {}", module.settings().port.rate));
  return Result::ok();
}

Result set_rate(Module& module, const Arguments& arguments, Reply&) {
  module.settings().port.rate = arguments.integer(0);
  return Result::ok();
}

// Without a parity bit (frames 1, 3, 4 and 6) <parity> is nothing to be told.
bool has_parity(int format) { return format == 2 || format == 5; }

Result read_frame(Module& module, const Arguments&, Reply& reply) {
  const SerialPortSettings& port = module.settings().port;
  reply.line(has_parity(port.format) ? fmt::format("+ICF: {},{}", port.format, port.parity)
                                     : fmt::format("+ICF: {}", port.format));
  return Result::ok();
}

Result set_frame(Module& module, const Arguments& arguments, Reply&) {
  SerialPortSettings& port = module.settings().port;
  port.format = static_cast<int>(arguments.integer(0));
  port.parity = static_cast<int>(arguments.integer_or(1, 0));
  return Result::ok();
}

Result read_flow(Module& module, const Arguments&, Reply& reply) {
  const SerialPortSettings& port = module.settings().port;
  const std::string_view blank = module.profile().quirks.ifc_blanks ? " " : "";
  reply.line(fmt::format("+IFC: {},{}{}", port.flow_to_host, blank, port.flow_from_host));
  return Result::ok();
}

Result list_flow(Module& module, const Arguments&, Reply& reply) {
  reply.line(module.profile().quirks.ifc_blanks ? "+IFC: (0,2), (0,2)" : "+IFC: (0-2),(0-2)");
  return Result::ok();
}

Result set_flow(Module& module, const Arguments& arguments, Reply&) {
  SerialPortSettings& port = module.settings().port;
  port.flow_to_host = static_cast<int>(arguments.integer(0));
  port.flow_from_host = static_cast<int>(arguments.integer_or(1, port.flow_to_host));
  return Result::ok();
}

constexpr Parameter rate[] = {integer_among("rate", rates)};
constexpr Parameter frame[] = {integer("format", 0, 6), optional(integer("parity", 0, 1))};
constexpr Parameter flow[] = {integer("dce_by_dte", 0, 2), optional(integer("dte_by_dce", 0, 2))};

constexpr Command commands[] = {
    {.name = "+IPR",
     .summary = "rate of the UART; 0 is autobaud; &W keeps it",
     .manual = "4 IPR",
     .source = "manual; 115200 at power-up by the hardware guide (X8)",
     .parameters = rate,
     .test = "+IPR:(600,1200,2400,4800,9600,19200,38400,57600,115200,230400),"
             "(0,600,1200,2400,4800,9600,19200,38400,57600,115200,230400,460800,921600)",
     .read = read_rate,
     .write = set_rate},
    {.name = "+ICF",
     .summary = "frame of the UART: 3 is 8N1",
     .manual = "4 ICF",
     .parameters = frame,
     .test = "+ICF: (1-6),(0-1)",
     .read = read_frame,
     .write = set_frame},
    {.name = "+IFC",
     .summary = "flow control to and from the host: 0 none, 1 XON/XOFF, 2 RTS/CTS; &W keeps it",
     .manual = "4 IFC",
     .source = "manual; EC618 firmware prints blanks behind the commas (C16): quirk ifc-blanks",
     .parameters = flow,
     .tell_range = list_flow,
     .read = read_flow,
     .write = set_flow},
};

}  // namespace

std::span<const Command> serial_port_commands() { return commands; }

}  // namespace air780
