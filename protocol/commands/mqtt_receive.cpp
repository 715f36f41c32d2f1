// How received messages are delivered, and the cache (manual chapter 16; at-reference §2.8 to §2.10).
#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"
#include "protocol/mqtt/limits.h"

namespace air780 {
namespace {

Result read_delivery(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+MQTTMSGSET:{}", module.mqtt().caches_messages ? 1 : 0));
  return Result::ok();
}

Result set_delivery(Module& module, const Arguments& arguments, Reply&) {
  module.mqtt().caches_messages = arguments.integer(0) == 1;
  return Result::ok();
}

Result slots(Module& module, const Arguments&, Reply& reply) {
  for (std::size_t slot = 0; slot < mqtt_limits::cache_slots; ++slot) {
    reply.line(fmt::format("+MQTTMSGGET: {},{}", slot, module.mqtt().cache().valid(slot) ? "VALID" : "INVALID"));
  }
  return Result::ok();
}

Result fetch(Module& module, const Arguments&, Reply& reply) {
  for (const MqttMessage& message : module.mqtt().cache().take_all())
    reply.line(module.mqtt().printed_from_cache(message));
  return Result::ok();
}

constexpr Parameter mode[] = {integer("mode", 0, 1)};

constexpr Command commands[] = {
    {.name = "+MQTTMSGSET",
     .summary = "0: received messages are printed as they come; 1: cached",
     .manual = "16 MQTTMSGSET",
     .evidence = Evidence::captured,
     .source = "C1 (direct at power-up), C14, C15",
     .parameters = mode,
     .syntax_error = SyntaxError::plain,
     .test = "+MQTTMSGSET:(0,1)",
     .read = read_delivery,
     .write = set_delivery},
    {.name = "+MQTTMSGGET",
     .summary = "prints the cached messages in order of arrival and frees their slots; ? tells which are taken",
     .manual = "16 MQTTMSGGET",
     .evidence = Evidence::captured,
     .source = "C15 (the quoted form, X3), C17",
     .syntax_error = SyntaxError::plain,
     .read = slots,
     .execute = fetch},
};

}  // namespace

std::span<const Command> mqtt_receive_commands() { return commands; }

}  // namespace air780
