#include "protocol/quirks.h"

#include <algorithm>
#include <array>
#include <functional>
#include <type_traits>
#include <vector>

#include <fmt/format.h>

#include "protocol/cellular/sim_card.h"
#include "protocol/duration.h"
#include "protocol/mqtt/limits.h"
#include "protocol/nearest.h"
#include "protocol/whole_number.h"

namespace air780 {
namespace {

using enum Evidence;

// A quirk's field is a member of Quirks, or what one of these returns.
bool& lf_terminates(Quirks& quirks) { return quirks.line.lf_terminates; }
bool& echo_lf(Quirks& quirks) { return quirks.line.echo_lf; }

template <auto field>
bool on_off(Quirks& quirks, std::string_view value) {
  if (value != "on" && value != "off") return false;
  std::invoke(field, quirks) = value == "on";
  return true;
}

template <auto field, long least, long most>
bool in_range(Quirks& quirks, std::string_view value) {
  const auto parsed = whole_number(value, least, most);
  if (!parsed) return false;
  auto& target = std::invoke(field, quirks);
  target = static_cast<std::remove_reference_t<decltype(target)>>(*parsed);
  return true;
}

template <auto field>
bool time(Quirks& quirks, std::string_view value) {
  const auto parsed = parse_duration(value);
  if (parsed) std::invoke(field, quirks) = *parsed;
  return parsed.has_value();
}

// The field's value is the place of the word in the row's values, which | divides.
template <auto field>
void choose(Quirks& quirks, int place) {
  auto& target = std::invoke(field, quirks);
  target = static_cast<std::remove_reference_t<decltype(target)>>(place);
}

bool set_prompt(Quirks& quirks, std::string_view value) {
  if (value.empty() || value.size() > 8) return false;
  quirks.prompt = value;
  return true;
}

bool set_ipr_default(Quirks& quirks, std::string_view value) {
  if (value != "0" && value != "115200") return false;
  quirks.ipr_default = value == "0" ? 0 : 115200;
  return true;
}

bool set_sim_pin(Quirks& quirks, std::string_view value) {
  if (value != "off" && !SimCard::is_pin(value)) return false;
  quirks.sim_pin_asked = value != "off";
  quirks.sim_pin = quirks.sim_pin_asked ? value : "1234";
  return true;
}

bool set_sim_puk(Quirks& quirks, std::string_view value) {
  if (!SimCard::is_puk(value)) return false;
  quirks.sim_puk = value;
  return true;
}

struct Row {
  QuirkDescription description;
  bool (*set)(Quirks& quirks, std::string_view value) = nullptr;
  void (*choose)(Quirks& quirks, int place) = nullptr;  // instead of `set`, for one of a few words
};

constexpr auto rows = std::to_array<Row>({
    // The line
    {{"lf-terminates", "on|off", "a lone LF ends a command line too", "off", inferred, "S3 is fixed to CR"},
     on_off<lf_terminates>},
    {{"echo-lf", "on|off", "the LF after a CR is echoed as well", "off"}, on_off<echo_lf>},
    {{"cmee-default", "0|1|2", "AT+CMEE at power-up", "1", captured, "C3, C6, C7, C11; the manual has 0 (X4)"},
     in_range<&Quirks::cmee_default, 0, 2>},
    {{"ipr-default", "0|115200", "AT+IPR at power-up: 0 is autobaud", "115200", documented,
      "hardware guide; the AT manual has 0 (X8)"},
     set_ipr_default},
    {{"ifc-blanks", "on|off", "blanks behind the commas of AT+IFC's answers", "off", documented, "manual"},
     on_off<&Quirks::ifc_blanks>},
    {{"prompt", "one to eight characters, '>' or '> '", "what asks for data, behind CR LF", ">", captured,
      "C2 (FSWRITE); MPUBEX inferred"},
     set_prompt},

    // MQTT
    {{"msgset-default", "0|1", "AT+MQTTMSGSET at power-up: 0 direct, 1 cache", "0", captured,
      "C1, C14; the guide's first example has 1 (X2)"},
     in_range<&Quirks::msgset_default, 0, 1>},
    {{"unconfigured", "imei|767", "MCONNECT without MCONFIG: connects with the IMEI as client id, or fails", "imei",
      inferred, "a driver proven on hardware"},
     nullptr,
     choose<&Quirks::unconfigured>},
    {{"empty-credentials", "ok|765", "MCONFIG with empty user and password", "ok", documented,
      "manual; one hardware report has 765"},
     nullptr,
     choose<&Quirks::empty_credentials>},
    {{"connect-timeout", duration_syntax, "how long MIPSTART tries before CONNECT FAIL", "30s"},
     time<&Quirks::connect_timeout>},
    {{"connack-timeout", duration_syntax, "how long MCONNECT, MSUB and MUNSUB wait before ERROR", "20s"},
     time<&Quirks::connack_timeout>},
    {{"mconnect-mode", "on|off", "MCONNECT takes (and ignores) a third argument, as newer manuals have it", "on",
      inferred, "a driver's copy of manual V1.6.7 (X13)"},
     on_off<&Quirks::mconnect_mode>},
    {{"mdisconnect", "abort|graceful", "MDISCONNECT drops the session (the will is published), or sends DISCONNECT",
      "abort", documented, "guide, question 2"},
     nullptr,
     choose<&Quirks::mdisconnect>},
    {{"mqtt-wrong-state", "767|ERROR|3", "an MQTT command in the wrong state: +CME ERROR: 767, ERROR, +CME ERROR: 3",
      "767", captured, "C7, guide; ERROR by the manual, 3 by a driver (X12)"},
     nullptr,
     choose<&Quirks::mqtt_wrong_state>},
    {{"mqttstatu-unused", "0|ERROR", "MQTTSTATU before any MIPSTART", "0", documented,
      "manual; ERROR by a driver (X15)"},
     nullptr,
     choose<&Quirks::mqttstatu_unused>},
    {{"state-blank", "on|off", "a blank in the line STATE: <state> before CONNECT FAIL", "on", inferred,
      "CIPSTART's in C6; the manual has none for MIPSTART (X18)"},
     on_off<&Quirks::state_blank>},
    {{"escapes", "any|listed", "\\HH in messages stands for that byte: any, or only \\22 \\0D \\0A \\5C", "any",
      inferred, "guide, manual (X19)"},
     nullptr,
     choose<&Quirks::escapes>},
    {{"mpub-limit", "1 to 5120", "longest message of MPUB in bytes", "4100", documented, "guide, manual (X10)"},
     in_range<&Quirks::mpub_limit, 1, mqtt_limits::longest_payload>},
    {{"mpubex-limit", "1 to 5120", "longest message of MPUBEX in bytes", "4100", documented, "guide, manual (X10)"},
     in_range<&Quirks::mpubex_limit, 1, mqtt_limits::longest_payload>},
    {{"mpubex-stall", "drop|send", "MPUBEX with a length after 5 s without a byte: ERROR, or sends what came", "drop"},
     nullptr,
     choose<&Quirks::mpubex_stall>},
    {{"rx-limit", "1 to 65535", "longest received payload in bytes; longer messages are dropped", "4100", documented,
      "guide, manual (X10); dropped: chosen"},
     in_range<&Quirks::rx_limit, 1, 65535>},
    {{"hex-rx", "on|off", "with AT+MQTTMODE=1 received payloads are printed as hex digits", "off", inferred,
      "manual; two drivers expect hex (X14)"},
     on_off<&Quirks::hex_rx>},
    {{"msgget-line", "quoted|unquoted|tight", "MQTTMSGGET prints +MSUB: \"t\",n byte,… or +MSUB: t,… or +MSUB:t,…",
      "quoted", captured, "C15, C17; unquoted by the manual, tight in C14 (X3)"},
     nullptr,
     choose<&Quirks::msgget_line>},

    // The network
    {{"pdn-auto-reactivate", "on|off", "after a PDN loss MIPSTART activates the PDN again by itself", "on", documented,
      "guide"},
     on_off<&Quirks::pdn_auto_reactivate>},
    {{"pdp-deact", "+PDP: DEACT|+PDP:DEACT|+PDP DEACT", "the line that tells the scene's loss", "+PDP: DEACT", captured,
      "C6; the other two in the manual (X11)"},
     nullptr,
     choose<&Quirks::pdp_deact>},
    {{"cgev-reason", "on|off", "+CGEV: ME PDN ACT 1 has ,0 behind it", "off", captured, "C3, C7, C10; on: C8, C9 (X6)"},
     on_off<&Quirks::cgev_reason>},
    {{"nitz", "+32,0|+32,|4-digit", "+NITZ: the year with two digits and this end, or with four digits and +0,0",
      "+32,0", captured, "C6, C9; +32, and a blank in C3, 4-digit in C7, C8 (X7)"},
     nullptr,
     choose<&Quirks::nitz>},
    {{"cntp-bearer", "needed|any", "AT+CNTP needs its bearer of AT+SAPBR open, or is content with any context",
      "needed", documented, "manual, CNTP's example"},
     nullptr,
     choose<&Quirks::cntp_bearer>},
    {{"cgerep", "works|error", "AT+CGEREP: as the manual has it, or always ERROR", "works", documented,
      "manual; a driver measured ERROR on an Air780EP"},
     nullptr,
     choose<&Quirks::cgerep>},
    {{"cereg-prefix", "CEREG|CGREG", "what AT+CEREG's answers to ? and =? begin with", "CEREG", captured,
      "C6, C16, C17; CGREG in C9, C11 (X5)"},
     nullptr,
     choose<&Quirks::cereg_prefix>},
    {{"cgdcont-line", "address|compression", "AT+CGDCONT? ends with the address, or with ,0,0 behind it", "address",
      captured, "C5, C6; compression: manual"},
     nullptr,
     choose<&Quirks::cgdcont_line>},
    {{"cifsr-zeros", "on|off", "AT+CIFSR fills the address up with zeros: 010.076.001.035", "off", captured,
      "C6, C9, C10; zeros in older documents"},
     on_off<&Quirks::cifsr_zeros>},
    {{"csq-ber", "0|99", "the bit error rate of AT+CSQ", "0", captured, "C3, C6, C10, C16"},
     nullptr,
     choose<&Quirks::csq_ber>},
    {{"cpin-urc-lead", "on|off", "CR LF before +CPIN: SIM REMOVED 0 and +CPIN: READY 0, too", "off", captured, "C3"},
     on_off<&Quirks::cpin_urc_lead>},

    // Booting, and the SIM
    {{"ready-twice", "on|off", "RDY comes a second time while booting, and only then input is heard", "off", captured,
      "C3, C7; twice in C9"},
     on_off<&Quirks::ready_twice>},
    {{"sim-pin", "off, or 4 to 8 digits", "the SIM asks for this PIN at power-on; off: for none (its PIN is 1234)",
      "off"},
     set_sim_pin},
    {{"sim-puk", "8 digits", "the PUK of the SIM", "12345678"}, set_sim_puk},
    {{"sim-slot", "0|1", "the holder that the SIM is in; AT+SIMCROSS chooses the one that is read", "0"},
     in_range<&Quirks::sim_slot, 0, 1>},

    // TLS and files
    {{"strict-suites", "on|off", "TLS with ciphersuite 0XFFFF offers only the six suites of the manual", "off"},
     on_off<&Quirks::strict_suites>},
    {{"fscreate-existing", "ok|error", "FSCREATE of a file that exists, which stays as it is", "ok"},
     nullptr,
     choose<&Quirks::fscreate_existing>},
    {{"fswrite-missing", "error|create", "FSWRITE to a file that does not exist", "error"},
     nullptr,
     choose<&Quirks::fswrite_missing>},
    {{"fsmem-ok", "on|off", "OK behind FSMEM's answer", "on", documented, "manual; none in C2 (X9)"},
     on_off<&Quirks::fsmem_ok>},
});

constexpr auto descriptions = [] {
  std::array<QuirkDescription, rows.size()> result{};
  std::ranges::transform(rows, result.begin(), &Row::description);
  return result;
}();

// The place of a word among words that | divides.
std::optional<int> place_of(std::string_view word, std::string_view words) {
  for (int place = 0;; ++place) {
    const auto end = words.find('|');
    if (words.substr(0, end) == word) return place;
    if (end == std::string_view::npos) return std::nullopt;
    words.remove_prefix(end + 1);
  }
}

bool set(const Row& row, Quirks& quirks, std::string_view value) {
  if (row.set) return row.set(quirks, value);
  const auto place = place_of(value, row.description.values);
  if (place) row.choose(quirks, *place);
  return place.has_value();
}

}  // namespace

std::span<const QuirkDescription> quirk_descriptions() { return descriptions; }

std::optional<std::string> set_quirk(Quirks& quirks, std::string_view assignment) {
  const auto equals = assignment.find('=');
  if (equals == std::string_view::npos) return fmt::format("quirk '{}': NAME=VALUE is expected", assignment);
  const std::string_view name = assignment.substr(0, equals);
  const std::string_view value = assignment.substr(equals + 1);
  const auto row = std::ranges::find(rows, name, [](const Row& r) { return r.description.name; });
  if (row == rows.end()) {
    std::vector<std::string_view> names;
    for (const QuirkDescription& description : descriptions) names.push_back(description.name);
    return fmt::format("quirk '{}' is unknown; there are {}", name, nearest_first(name, names));
  }
  if (set(*row, quirks, value)) return std::nullopt;
  return fmt::format("quirk {}: '{}' is not allowed; {}", name, value, row->description.values);
}

}  // namespace air780
