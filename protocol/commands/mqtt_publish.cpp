// MPUB, MPUBEX and the mode in which MPUB's message is written (manual chapter 16; at-reference §2.6, §2.7, §2.11).
#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/commands/mqtt_outcome.h"
#include "protocol/module.h"
#include "protocol/mqtt/limits.h"
#include "protocol/mqtt/payload_coding.h"

namespace air780 {
namespace {

// The arguments that MPUB and MPUBEX share.
MqttMessage message_to(const Arguments& arguments) {
  return {std::string(arguments.text(0)), {}, static_cast<int>(arguments.integer(1)), arguments.integer(2) == 1};
}

bool online(Module& module) { return module.mqtt().state() == MqttSession::State::online; }

// ERROR; the person who looks for the cause finds it in the log.
Result too_long(Module& module, std::size_t limit) {
  module.events().emit(
      Notice{Notice::Level::information, fmt::format("the message is longer than this firmware's {} bytes", limit)});
  return Result::error();
}

Result publish(Module& module, const Arguments& arguments, Reply&) {
  if (!online(module)) return wrong_mqtt_state(module);
  const Quirks& quirks = module.profile().quirks;
  MqttMessage message = message_to(arguments);
  auto payload =
      module.mqtt().hex_mode ? decode_hex(arguments.text(3)) : decode_escapes(arguments.text(3), quirks.escapes);
  if (!payload) return Result::error();
  if (payload->size() > quirks.mpub_limit) return too_long(module, quirks.mpub_limit);
  message.payload = std::move(*payload);
  return outcome(module, module.mqtt().publish(message));
}

Result publish_data(Module& module, const Arguments& arguments, Reply&) {
  const Quirks& quirks = module.profile().quirks;
  DataRequest request;
  request.most = quirks.mpubex_limit;
  request.time = std::chrono::seconds(5);
  if (arguments.has(3)) request.length = static_cast<std::size_t>(arguments.integer(3));
  if (request.length && *request.length > request.most) return too_long(module, request.most);
  if (!online(module)) return wrong_mqtt_state(module);
  request.ends_at_ctrl_z = !request.length;
  const bool drops = request.length && quirks.mpubex_stall == Quirks::MpubexStall::drop;
  request.complete = [&module, message = message_to(arguments), drops](DataRequest::Data data) mutable {
    // With a length a stall loses the data; without one it ends them, but nothing typed at all is not a message.
    if (data.overflowed || (data.timed_out && (drops || data.bytes.empty()))) return Result::error();
    message.payload = std::move(data.bytes);
    return outcome(module, module.mqtt().publish(message));
  };
  return Result::prompt(std::move(request));
}

Result read_mode(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+MQTTMODE: {}", module.mqtt().hex_mode ? 1 : 0));
  return Result::ok();
}

Result set_mode(Module& module, const Arguments& arguments, Reply&) {
  module.mqtt().hex_mode = arguments.integer(0) == 1;
  return Result::ok();
}

constexpr Parameter message[] = {
    non_empty(text("topic", mqtt_limits::topic)), integer("qos", 0, 2), integer("retain", 0, 1),
    // Three characters a byte when all are escaped; the limit on the decoded bytes is checked after decoding.
    quoted_text("message", 3 * mqtt_limits::longest_payload)};
constexpr Parameter data[] = {non_empty(text("topic", mqtt_limits::topic)), integer("qos", 0, 2),
                              integer("retain", 0, 1), optional(integer("len", 1, mqtt_limits::longest_payload))};
constexpr Parameter mode[] = {integer("mode", 0, 1)};

constexpr Command commands[] = {
    {.name = "+MPUB",
     .summary = "publishes a message: PUBACK (QoS 1), or PUBREC and PUBCOMP (QoS 2) follow",
     .manual = "16 MPUB",
     .evidence = Evidence::captured,
     .source = "C1, C5, C7, C8, C15; generic \\HH escapes and limits: decisions",
     .parameters = message,
     .syntax_error = SyntaxError::plain,
     .test = "+MPUB:<topic>,(0-2),(0-1),<message>",
     .write = publish},
    {.name = "+MPUBEX",
     .summary = "publishes raw bytes typed behind a prompt: so many, or up to 0x1A or a pause of 5 s",
     .manual = "16 MPUBEX",
     .source = "manual and drivers; a stalled length: decisions",
     .parameters = data,
     .syntax_error = SyntaxError::plain,
     .test = "+MPUBEX:<topic>,(0-2),(0-1),<len>",
     .write = publish_data},
    {.name = "+MQTTMODE",
     .summary = "0: MPUB's message is text with escapes; 1: hex digits",
     .manual = "16 MQTTMODE",
     .evidence = Evidence::captured,
     .source = "C12, manual",
     .parameters = mode,
     .syntax_error = SyntaxError::plain,
     .test = "+MQTTMODE: (0,1)",
     .read = read_mode,
     .write = set_mode},
};

}  // namespace

std::span<const Command> mqtt_publish_commands() { return commands; }

}  // namespace air780
