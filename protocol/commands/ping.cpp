// Echo requests (manual chapter 12: CIPPING; at-reference §4.3).
#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"

namespace air780 {
namespace {

Result read_ping(Module& module, const Arguments&, Reply& reply) {
  const Ping::Settings& settings = module.ping().settings;
  reply.line(fmt::format("+CIPPING: {},{},{},{}", settings.count, settings.bytes, settings.timeout, settings.ttl));
  return Result::ok();
}

Result start_ping(Module& module, const Arguments& arguments, Reply&) {
  if (!module.network_service().scene().up()) return Result::cme(CmeError::operation_not_allowed);
  Ping::Settings& settings = module.ping().settings;
  const auto given = [&](std::size_t index, int before) {
    return static_cast<int>(arguments.integer_or(index, before));
  };
  settings = {given(1, settings.count), given(2, settings.bytes), given(3, settings.timeout), given(4, settings.ttl)};
  module.ping().start(std::string(arguments.text(0)));
  return Result::pending();
}

constexpr Parameter parameters[] = {non_empty(text("IPaddr", 128)), optional(integer("retryNum", 0, 100)),
                                    optional(integer("dataLen", 0, 1024)), optional(integer("timeout", 1, 600)),
                                    optional(integer("ttl", 1, 255))};

constexpr Command commands[] = {
    {.name = "+CIPPING",
     .summary = "echo requests to a host, each told as it is answered; retryNum 0: until the host sends something",
     .manual = "12 CIPPING",
     .source = "manual; 918 for a name that is not found, 3 without the scene or when it is lost, how 0 ends: chosen",
     .parameters = parameters,
     .test = "+CIPPING: (0-100),(0-1024),(1-600),(1-255)",
     .read = read_ping,
     .write = start_ping},
};

}  // namespace

std::span<const Command> ping_commands() { return commands; }

}  // namespace air780
