// One fault rule, `TRIGGER: ACTION`, as the command line, scenario files and the control API write it: what is parsed,
// and how it is put back into words. Values; any thread.
#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "protocol/mqtt/mqtt_client.h"
#include "protocol/ports/scheduler.h"

namespace air780 {

inline constexpr std::size_t longest_line_beginning = 1000;

// When a rule fires.
//   now | after T | every T [OCCURRENCES] [P%]
//   on SUBJECT [OCCURRENCES] [P%] [+T] [before OK | at byte N]
// OCCURRENCES: #n, #a..b, #a.., every n. What stands behind the subject may come in any order. `# ` begins a comment.
struct Trigger {
  enum class Kind {
    now,      // when the rule is added (and the module is powered)
    after,    // once, `time` after the rule was added
    every,    // again and again, each `time`
    command,  // on AT+MPUB: the host says a command of exactly this name, in whatever form
    line,     // on "CONNECT OK": the module says a line that begins so (a line of a reply, a final result, a URC)
    packet,   // on PUBACK<, on PUBLISH>: an MQTT packet from, or to, the broker
    state,    // on mqtt=online: a StateChanged of that name to that value; power=booted likewise
  } kind = Kind::now;
  Duration time{};                                  // after, every
  std::string text;                                 // command: "+MPUB"; line: its beginning; state: the name
  std::string value;                                // state: the value, as state_names.h writes it (`link-up`)
  MqttPacketType packet = MqttPacketType::connect;  // packet
  MqttDirection direction = MqttDirection::to_broker;
  std::size_t first = 1;            // #a..b, counted from 1 since the rule was added
  std::optional<std::size_t> last;  // nothing: without end
  std::size_t every_nth = 1;        // every n: the nth, the 2nth, …
  double probability = 1.0;
  Duration offset{};                   // +T behind the occurrence
  bool before_result = false;          // before OK: in the moment before the final result leaves
  std::optional<std::size_t> at_byte;  // at byte N: when N bytes have come behind the command's prompt

  bool operator==(const Trigger&) const = default;
};

enum class ActionKind {
  // the link under MQTT
  closed,
  reset,
  blackhole,
  throttle,
  delay,
  drop,
  duplicate,
  // the mobile network, the SIM, names
  pdn_deact,
  pdn_stuck,
  detach,
  no_service,
  csq,
  sim_remove,
  dns_fail,
  // the outcome of a command or of what it set going
  fail,
  answer,
  silence,
  connack,
  suback_fail,
  tls_fail,
  // the serial line
  corrupt,
  lose,
  chop,
  stall,
  urc,
  hangup,
  // power
  reboot,
  brownout,
  power_off,
  hang,
  // the flash
  flash_full,
  flash_error,
};

struct Action {
  ActionKind kind = ActionKind::closed;
  std::optional<Duration> lasts;  // [T], stall T; nothing: as action_table.h says
  Duration time{};                // delay T; chop's gap
  double rate = 0;                // throttle, bytes a second
  double percent = 0;             // corrupt, lose
  std::optional<int> number;      // csq N, connack N, chop N; nothing: `fail` without cme, `pdn-deact` without cid
  std::string text;               // answer, urc

  bool operator==(const Action&) const = default;
};

struct Rule {
  Trigger trigger;
  Action action;
  std::string text;         // the whole rule as written, without space at its ends
  std::string action_text;  // its part behind the colon
};

// What is wrong with a rule: at which column (from 1, in bytes), what stands there, and what would be right.
struct RuleError {
  RuleError() = default;
  RuleError(std::size_t at, std::string text) : column(at), message(std::move(text)) {}

  std::size_t column = 1;
  std::string message;  // `found "clsoed"; expected an action: closed, reset, …`
};

template <typename Value>
using RuleResult = boost::system::result<Value, RuleError>;

// Reads one rule. Accepts any bytes; on failure nothing is left behind.
//   parse_rule("on AT+MPUB #3: pdn-deact")
RuleResult<Rule> parse_rule(std::string_view text);

// Reads what stands behind the colon, for a fault that is to act now: the rule `now: TEXT`, columns counted in TEXT.
RuleResult<Rule> parse_immediate_rule(std::string_view action);

// For a person: `on AT+MPUB #x: closed: column 12: found "#x"; expected …`.
std::string explain(std::string_view rule, const RuleError& error);

// Back into words, in the form the documentation uses; parse_rule makes the same trigger and action of it.
std::string to_string(const Trigger& trigger);
std::string to_string(const Action& action);
std::string to_string(const Rule& rule);

}  // namespace air780
