// One fault rule, `TRIGGER: ACTION`, as the command line, scenario files and the control API write it: what is parsed,
// and how it is put back into words. Values; any thread.
#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/mqtt/mqtt_client.h"
#include "protocol/ports/scheduler.h"

namespace air780 {

// When a rule fires.
//   now | after T | every T
//   on SUBJECT [#n | #a..b | #a.. | every n] [P%] [+T] [before OK] [at byte N]
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
  std::string value;                                // state: the value
  MqttPacketType packet = MqttPacketType::connect;  // packet
  MqttDirection direction = MqttDirection::to_broker;
  std::size_t first = 1;            // #a..b, counted from 1 since the rule was added
  std::optional<std::size_t> last;  // nothing: without end
  std::size_t every_nth = 1;        // every n: the nth, the 2nth, …
  double probability = 1.0;
  Duration offset{};                   // +T behind the occurrence
  bool before_result = false;          // before OK: in the moment before the final result leaves
  std::optional<std::size_t> at_byte;  // at byte N: when N bytes have come behind the command's prompt
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
  std::optional<Duration> lasts;  // [T]; nothing: the default of --list-faults (until healed, or at once over)
  Duration time{};                // delay T; chop's gap
  double rate = 0;                // throttle, bytes a second
  double percent = 0;             // corrupt, lose
  int number = 0;                 // csq N, connack N, fail cme N, chop N, pdn-deact [cid]
  std::string text;               // answer, urc
};

struct Rule {
  Trigger trigger;
  Action action;
  std::string text;         // the whole rule as written, without space at its ends
  std::string action_text;  // its part behind the colon
};

// What is wrong with a rule: at which column (from 1), and what would be right there.
struct RuleError {
  std::size_t column = 1;
  std::string message;
};

// Reads one rule. Accepts any bytes; on failure nothing is left behind.
//   parse_rule("on AT+MPUB #3: pdn-deact")
boost::system::result<Rule, RuleError> parse_rule(std::string_view text);

}  // namespace air780
