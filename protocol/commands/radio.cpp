// The signal (manual chapter 5; at-reference §5).
#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"

namespace air780 {
namespace {

Result signal(Module& module, const Arguments&, Reply& reply) {
  reply.line(module.network_service().signal().csq_text());
  return Result::ok();
}

Result extended_signal(Module& module, const Arguments&, Reply& reply) {
  reply.line(module.network_service().signal().cesq_text());
  return Result::ok();
}

Result read_signal_reports(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("*CSQ: {}", module.network_service().signal().reports() ? 1 : 0));
  return Result::ok();
}

Result set_signal_reports(Module& module, const Arguments& arguments, Reply&) {
  module.network_service().signal().set_reports(arguments.integer(0) == 1);
  return Result::ok();
}

constexpr Parameter on_or_off[] = {integer("n", 0, 1)};

constexpr Command commands[] = {
    {.name = "+CSQ",
     .summary = "signal strength; bit error rate is always 0 on this chip (quirk csq-ber)",
     .manual = "5 CSQ",
     .evidence = Evidence::captured,
     .source = "C3, C6, C10, C16; test form inferred",
     .test = "+CSQ: (0-31,99),(0-7,99)",
     .execute = signal},
    {.name = "+CESQ",
     .summary = "extended signal quality",
     .manual = "5 CESQ",
     .evidence = Evidence::captured,
     .source = "C6, C16",
     .execute = extended_signal},
    {.name = "*CSQ",
     .summary = "1: each change of the signal is told, by +CSQ, +CESQ and *CESQ",
     .manual = "5 AT*CSQ",
     .source = "manual; when a change is told, and the blank behind the colon: chosen",
     .parameters = on_or_off,
     .test = "*CSQ: (0,1)",
     .read = read_signal_reports,
     .write = set_signal_reports},
};

}  // namespace

std::span<const Command> radio_commands() { return commands; }

}  // namespace air780
