#include "sim/fault/action_table.h"

#include <algorithm>

#include <fmt/format.h>

namespace air780 {
namespace {

using enum ActionCourse;
using enum ActionEnd;

constexpr ActionArgument for_time{.slot = ActionSlot::lasts, .name = "T"};
constexpr ActionArgument for_this_time{.slot = ActionSlot::lasts, .required = true, .name = "T"};
constexpr ActionArgument share{.slot = ActionSlot::percent, .required = true, .name = "P"};
constexpr ActionArgument bytes_to_say{.slot = ActionSlot::text, .required = true, .name = "\"TEXT\""};

constexpr ActionArgument number(int lowest, int highest, int besides = 0) {
  return {.slot = ActionSlot::number,
          .required = true,
          .name = "N",
          .keyword = {},
          .lowest = lowest,
          .highest = highest,
          .besides = besides};
}

constexpr auto table = std::to_array<ActionDescription>({
    {ActionKind::closed,
     "closed",
     {},
     at_once,
     after_default,
     "the peer closes the TCP link: CLOSED, MQTTSTATU 0, MIPCLOSE answers 767"},
    {ActionKind::reset,
     "reset",
     {},
     at_once,
     after_default,
     "the peer resets the TCP link: as closed, and what was on its way is lost"},
    {ActionKind::blackhole,
     "blackhole",
     {for_time},
     lasting,
     by_link,
     "the TCP link stays up and nothing passes; without T until it is gone, by keepalive with CLOSED"},
    {ActionKind::throttle,
     "throttle",
     {ActionArgument{.slot = ActionSlot::rate, .required = true, .name = "RATE"}, for_time},
     lasting,
     after_default,
     "the TCP link carries RATE bytes a second each way (100B/s, 2kB/s)"},
    {ActionKind::delay,
     "delay",
     {ActionArgument{.slot = ActionSlot::time, .required = true, .name = "T"}, for_time},
     lasting,
     after_default,
     "what passes the TCP link comes T later each way; behind a packet trigger that packet alone, once"},
    {ActionKind::drop, "drop", {}, packet, after_default, "the MQTT packet does not arrive"},
    {ActionKind::duplicate, "duplicate", {}, packet, after_default, "the MQTT packet arrives twice"},
    {ActionKind::pdn_deact,
     "pdn-deact",
     {ActionArgument{.slot = ActionSlot::number, .name = "cid", .keyword = {}, .lowest = 1, .highest = 15}},
     at_once,
     after_default,
     "the network deactivates the PDP context (default 1): +PDP DEACT, the link is gone, MIPCLOSE OK"},
    {ActionKind::pdn_stuck,
     "pdn-stuck",
     {for_time},
     lasting,
     by_start,
     "no PDP context comes up: MIPSTART, CGACT and CIICR fail; without T until the module starts anew",
     true},
    {ActionKind::detach,
     "detach",
     {for_time},
     lasting,
     after_default,
     "the network detaches the module: CGATT 0, contexts and link are gone; afterwards it attaches again"},
    {ActionKind::no_service,
     "no-service",
     {for_time},
     lasting,
     after_default,
     "no coverage: CREG, CGREG and CEREG search, CSQ 99, the link dies by timeout; afterwards it registers again"},
    {ActionKind::csq, "csq", {number(0, 31, 99)}, lasting, by_hand, "AT+CSQ shows signal strength N, 0 to 31 or 99"},
    {ActionKind::sim_remove,
     "sim-remove",
     {for_time},
     lasting,
     after_default,
     "the SIM card is out: CPIN answers 10, registration, contexts and link are gone; afterwards it is back"},
    {ActionKind::dns_fail,
     "dns-fail",
     {for_time},
     armed,
     after_default,
     "no name is found: CDNSGIP and MIPSTART fail; without T the next lookup only"},
    {ActionKind::fail,
     "fail",
     {ActionArgument{.slot = ActionSlot::number, .name = "N", .keyword = "cme", .lowest = 0, .highest = 9999}},
     outcome,
     after_default,
     "the command is not carried out and answers ERROR, or +CME ERROR: N"},
    {ActionKind::answer,
     "answer",
     {bytes_to_say},
     outcome,
     after_default,
     "the command is not carried out and answers TEXT as its final result"},
    {ActionKind::silence,
     "silence",
     {},
     outcome,
     after_default,
     "the command is not carried out and never answers; the next one is taken"},
    {ActionKind::connack,
     "connack",
     {number(1, 5), for_time},
     armed,
     after_default,
     "the broker refuses the session with code N (CONNACK); without T the next one only"},
    {ActionKind::suback_fail,
     "suback-fail",
     {for_time},
     armed,
     after_default,
     "the broker refuses the subscription (SUBACK 0x80); without T the next one only"},
    {ActionKind::tls_fail,
     "tls-fail",
     {for_time},
     armed,
     after_default,
     "the TLS handshake fails: CONNECT FAIL; without T the next one only"},
    {ActionKind::corrupt,
     "corrupt",
     {share, for_time},
     lasting,
     after_default,
     "P of the serial line's bytes arrive with bits changed; the module's state is untouched"},
    {ActionKind::lose,
     "lose",
     {share, for_time},
     lasting,
     after_default,
     "P of the serial line's bytes are lost; the module's state is untouched"},
    {ActionKind::chop,
     "chop",
     {number(1, 1'000'000), ActionArgument{.slot = ActionSlot::time, .name = "T", .keyword = "gap"}, for_time},
     lasting,
     after_default,
     "what the module says arrives in pieces of N bytes, T between them (default 1ms)"},
    {ActionKind::stall,
     "stall",
     {for_this_time},
     lasting,
     after_default,
     "nothing passes the serial line for T, then all of it at once"},
    {ActionKind::urc,
     "urc",
     {bytes_to_say},
     at_once,
     after_default,
     "the module says the line TEXT; its state is untouched"},
    {ActionKind::hangup,
     "hangup",
     {},
     at_once,
     after_default,
     "the host loses its serial line (PTY gone and back, TCP closed); the module goes on"},
    {ActionKind::reboot,
     "reboot",
     {},
     at_once,
     after_default,
     "the module restarts: volatile state and link are gone, the boot lines come, files stay"},
    {ActionKind::brownout,
     "brownout",
     {},
     at_once,
     after_default,
     "the supply dips: the module breaks off within the line it says and restarts"},
    {ActionKind::power_off,
     "power-off",
     {for_time},
     lasting,
     after_default,
     "the supply is gone, as are volatile state and link; it is back afterwards",
     true},
    {ActionKind::hang,
     "hang",
     {for_time},
     lasting,
     after_default,
     "the module hears and says nothing while its link stays up; a reset ends it, or T",
     true},
    {ActionKind::flash_full,
     "flash-full",
     {for_time},
     lasting,
     after_default,
     "the flash has no room: what writes files answers +CME ERROR: 20, files stay as they were"},
    {ActionKind::flash_error,
     "flash-error",
     {for_time},
     armed,
     after_default,
     "the flash fails and files stay as they were; without T the next write only"},
});

constexpr bool in_order() {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (static_cast<std::size_t>(table[i].kind) != i) return false;
  }
  return true;
}
static_assert(in_order());

}  // namespace

std::span<const ActionDescription> action_descriptions() { return table; }

const ActionDescription& description_of(ActionKind kind) { return table[static_cast<std::size_t>(kind)]; }

const ActionDescription* find_action(std::string_view name) {
  const auto found = std::ranges::find(table, name, &ActionDescription::name);
  return found == table.end() ? nullptr : &*found;
}

std::string usage(const ActionArgument& argument) {
  std::string text(argument.name);
  if (!argument.keyword.empty()) text = fmt::format("{} {}", argument.keyword, text);
  return argument.required ? text : fmt::format("[{}]", text);
}

std::string usage(const ActionDescription& action) {
  std::string text(action.name);
  for (const ActionArgument& argument : action.arguments) {
    if (argument.slot != ActionSlot::none) text += " " + usage(argument);
  }
  return text;
}

}  // namespace air780
