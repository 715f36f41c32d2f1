// MSUB and MUNSUB (manual chapter 16; at-reference §2.4, §2.5).
#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/commands/mqtt_outcome.h"
#include "protocol/module.h"
#include "protocol/mqtt/limits.h"

namespace air780 {
namespace {

Result subscribe(Module& module, const Arguments& arguments, Reply&) {
  return outcome(module,
                 module.mqtt().subscribe(std::string(arguments.text(0)), static_cast<int>(arguments.integer(1))));
}

Result unsubscribe(Module& module, const Arguments& arguments, Reply&) {
  return outcome(module, module.mqtt().unsubscribe(std::string(arguments.text(0))));
}

constexpr Parameter topic_and_qos[] = {non_empty(text("topic", mqtt_limits::topic)), integer("qos", 0, 2)};
constexpr Parameter topic[] = {non_empty(text("topic", mqtt_limits::topic))};

constexpr Command commands[] = {
    {.name = "+MSUB",
     .summary = "subscribes: SUBACK follows, or ERROR when the broker refuses or stays silent",
     .manual = "16 MSUB",
     .evidence = Evidence::captured,
     .source = "C1, C5, C7, C8, C15; refusal chosen",
     .parameters = topic_and_qos,
     .syntax_error = SyntaxError::plain,
     .test = "+MSUB:<topic>,(0-2)",
     .write = subscribe},
    {.name = "+MUNSUB",
     .summary = "unsubscribes: UNSUBACK follows",
     .manual = "16 MUNSUB",
     .parameters = topic,
     .syntax_error = SyntaxError::plain,
     .test = "+MUNSUB:<topic>",
     .write = unsubscribe},
};

}  // namespace

std::span<const Command> mqtt_subscribe_commands() { return commands; }

}  // namespace air780
