// The session: MCONFIG, MCONNECT, MDISCONNECT (manual chapter 16; at-reference §2.1, §2.3, §2.13).
#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/commands/mqtt_outcome.h"
#include "protocol/module.h"
#include "protocol/mqtt/limits.h"
#include "protocol/mqtt/payload_coding.h"

namespace air780 {
namespace {

std::optional<std::string> given(const Arguments& arguments, std::size_t index) {
  if (arguments.text(index).empty()) return std::nullopt;
  return std::string(arguments.text(index));
}

Result configure(Module& module, const Arguments& arguments, Reply&) {
  constexpr std::size_t will_qos = 3, will_retain = 4, will_topic = 5, will_message = 6;
  const bool credentials_empty = arguments.has(1) && arguments.text(1).empty() && arguments.text(2).empty();
  if (credentials_empty && module.profile().quirks.empty_credentials == Quirks::EmptyCredentials::error_765) {
    return Result::cme(CmeError::invalid_input_value);
  }
  MqttIdentity identity{std::string(arguments.text(0)), given(arguments, 1), given(arguments, 2), std::nullopt};
  const bool has_topic = !arguments.text(will_topic).empty();
  if (!has_topic && (arguments.integer_or(will_retain, 0) == 1 || !arguments.text(will_message).empty())) {
    return Result::error();
  }
  if (has_topic) {
    MqttMessage will{std::string(arguments.text(will_topic)),
                     decode_escapes(arguments.text(will_message), module.profile().quirks.escapes),
                     static_cast<int>(arguments.integer_or(will_qos, 0)), arguments.integer_or(will_retain, 0) == 1};
    if (will.payload.size() > static_cast<std::size_t>(mqtt_limits::will_message)) return Result::error();
    identity.will = std::move(will);
  }
  module.mqtt().configure(std::move(identity));
  return Result::ok();
}

Result connect(Module& module, const Arguments& arguments, Reply&) {
  const bool clean_session = arguments.integer(0) == 1;
  const auto keepalive = static_cast<std::uint16_t>(arguments.integer(1));
  if (arguments.has(2) && !module.profile().quirks.mconnect_mode) return Result::error();
  return ok_if_begun(module, module.mqtt().connect(clean_session, keepalive));
}

Result disconnect(Module& module, const Arguments&, Reply&) { return ok_if_begun(module, module.mqtt().disconnect()); }

constexpr Parameter identity[] = {
    text("clientid", mqtt_limits::identity),
    optional(text("username", mqtt_limits::identity)),
    optional(text("password", mqtt_limits::identity)),
    optional(integer("will_qos", 0, 2)),
    optional(integer("will_retain", 0, 1)),
    optional(quoted_text("will_topic", mqtt_limits::topic)),
    // Written with escapes of three characters a byte; the limit on the decoded bytes is checked after decoding.
    optional(quoted_text("will_message", 3 * mqtt_limits::will_message)),
};
constexpr Parameter session[] = {integer("clean_session", 0, 1), integer("keepalive", 1, 65535),
                                 optional(integer("mode", 0, 1))};

constexpr Command commands[] = {
    {.name = "+MCONFIG",
     .summary = "client id, user, password and will for the next MCONNECT",
     .manual = "16 MCONFIG",
     .evidence = Evidence::captured,
     .source = "C5, C7, C8, C15; without quotes C8",
     .parameters = identity,
     .syntax_error = SyntaxError::plain,
     .test = "+MCONFIG: <clientid>[,<username>,<password>[,(0-2),(0,1),<will_topic>,<will_message>]]",
     .write = configure},
    {.name = "+MCONNECT",
     .summary = "begins the session: CONNACK OK or ERROR follows",
     .manual = "16 MCONNECT",
     .evidence = Evidence::captured,
     .source = "C1, C5, C7, C8, C15; the third argument of newer manuals is accepted and ignored (X13)",
     .parameters = session,
     .syntax_error = SyntaxError::plain,
     .test = "+MCONNECT:(0-1),(1-65535)",
     .write = connect},
    {.name = "+MDISCONNECT",
     .summary = "ends session and link without a DISCONNECT (quirk mdisconnect)",
     .manual = "16 MDISCONNECT",
     .evidence = Evidence::captured,
     .source = "C8; no DISCONNECT by the guide's question 2",
     .syntax_error = SyntaxError::plain,
     .execute = disconnect},
};

}  // namespace

std::span<const Command> mqtt_session_commands() { return commands; }

}  // namespace air780
