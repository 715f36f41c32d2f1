#include "protocol/profile.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "protocol/cellular/sim_card.h"
#include "protocol/duration.h"

namespace air780 {
namespace {

std::optional<long> number(std::string_view text, long least, long most) {
  long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < least || value > most) return std::nullopt;
  return value;
}

bool set_switch(bool& target, std::string_view value) {
  if (value != "on" && value != "off") return false;
  target = value == "on";
  return true;
}

bool set_number(int& target, std::string_view value, long least, long most) {
  const auto parsed = number(value, least, most);
  if (parsed) target = static_cast<int>(*parsed);
  return parsed.has_value();
}

bool set_duration(Duration& target, std::string_view value) {
  const auto parsed = parse_duration(value);
  if (parsed) target = *parsed;
  return parsed.has_value();
}

template <typename Choice>
bool set_choice(Choice& target, std::string_view value, std::string_view first, Choice first_choice,
                std::string_view second, Choice second_choice) {
  if (value != first && value != second) return false;
  target = value == first ? first_choice : second_choice;
  return true;
}

struct Row {
  QuirkDescription description;
  bool (*set)(Quirks& quirks, std::string_view value);
};

constexpr auto rows = std::to_array<Row>({
    {{"lf-terminates", "on|off", "a lone LF ends a command line too"},
     [](Quirks& q, std::string_view v) { return set_switch(q.line.lf_terminates, v); }},
    {{"echo-lf", "on|off", "the LF after a CR is echoed as well"},
     [](Quirks& q, std::string_view v) { return set_switch(q.line.echo_lf, v); }},
    {{"cmee-default", "0|1|2", "AT+CMEE at power-up"},
     [](Quirks& q, std::string_view v) { return set_number(q.cmee_default, v, 0, 2); }},
    {{"ipr-default", "0|115200", "AT+IPR at power-up: 0 is autobaud"},
     [](Quirks& q, std::string_view v) { return set_choice(q.ipr_default, v, "0", 0L, "115200", 115200L); }},
    {{"prompt", "one to eight characters, '>' or '> '", "what asks for data, behind CR LF"},
     [](Quirks& q, std::string_view v) {
       if (v.empty() || v.size() > 8) return false;
       q.prompt = v;
       return true;
     }},
    {{"msgset-default", "0|1", "AT+MQTTMSGSET at power-up: 0 direct, 1 cache"},
     [](Quirks& q, std::string_view v) { return set_number(q.msgset_default, v, 0, 1); }},
    {{"unconfigured", "imei|767", "MCONNECT without MCONFIG: connects with the IMEI as client id, or fails"},
     [](Quirks& q, std::string_view v) {
       return set_choice(q.unconfigured, v, "imei", Quirks::Unconfigured::imei, "767", Quirks::Unconfigured::error_767);
     }},
    {{"empty-credentials", "ok|765", "MCONFIG with empty user and password"},
     [](Quirks& q, std::string_view v) {
       return set_choice(q.empty_credentials, v, "ok", Quirks::EmptyCredentials::ok, "765",
                         Quirks::EmptyCredentials::error_765);
     }},
    {{"connect-timeout", duration_syntax, "how long MIPSTART tries before CONNECT FAIL"},
     [](Quirks& q, std::string_view v) { return set_duration(q.connect_timeout, v); }},
    {{"connack-timeout", duration_syntax, "how long MCONNECT, MSUB and MUNSUB wait before ERROR"},
     [](Quirks& q, std::string_view v) { return set_duration(q.connack_timeout, v); }},
    {{"mdisconnect", "abort|graceful", "MDISCONNECT drops the session (the will is published), or sends DISCONNECT"},
     [](Quirks& q, std::string_view v) {
       return set_choice(q.mdisconnect, v, "abort", Quirks::Mdisconnect::abort, "graceful",
                         Quirks::Mdisconnect::graceful);
     }},
    {{"fscreate-existing", "ok|error", "FSCREATE of a file that exists, which stays as it is"},
     [](Quirks& q, std::string_view v) {
       return set_choice(q.fscreate_existing, v, "ok", Quirks::FscreateExisting::ok, "error",
                         Quirks::FscreateExisting::error);
     }},
    {{"fswrite-missing", "error|create", "FSWRITE to a file that does not exist"},
     [](Quirks& q, std::string_view v) {
       return set_choice(q.fswrite_missing, v, "error", Quirks::FswriteMissing::error, "create",
                         Quirks::FswriteMissing::create);
     }},
    {{"rx-limit", "1 to 65535", "longest received payload in bytes; longer messages are dropped"},
     [](Quirks& q, std::string_view v) {
       const auto parsed = number(v, 1, 65535);
       if (parsed) q.rx_limit = static_cast<std::size_t>(*parsed);
       return parsed.has_value();
     }},
    {{"hex-rx", "on|off", "with AT+MQTTMODE=1 received payloads are printed as hex digits"},
     [](Quirks& q, std::string_view v) { return set_switch(q.hex_rx, v); }},
    {{"pdn-auto-reactivate", "on|off", "after a PDN loss MIPSTART activates the PDN again by itself"},
     [](Quirks& q, std::string_view v) { return set_switch(q.pdn_auto_reactivate, v); }},
    {{"cgerep", "works|error", "AT+CGEREP: as the manual has it, or always ERROR, as measured on some firmware"},
     [](Quirks& q, std::string_view v) {
       return set_choice(q.cgerep, v, "works", Quirks::Cgerep::works, "error", Quirks::Cgerep::error);
     }},
    {{"ready-twice", "on|off", "RDY comes a second time while booting, and only then input is heard"},
     [](Quirks& q, std::string_view v) { return set_switch(q.ready_twice, v); }},
    {{"sim-pin", "off, or 4 to 8 digits", "the SIM asks for this PIN at power-on; off: for none (its PIN is 1234)"},
     [](Quirks& q, std::string_view v) {
       if (v != "off" && !SimCard::is_pin(v)) return false;
       q.sim_pin_asked = v != "off";
       q.sim_pin = q.sim_pin_asked ? v : "1234";
       return true;
     }},
    {{"sim-puk", "8 digits", "the PUK of the SIM"},
     [](Quirks& q, std::string_view v) {
       if (!SimCard::is_puk(v)) return false;
       q.sim_puk = v;
       return true;
     }},
    {{"sim-slot", "0|1", "the holder that the SIM is in; AT+SIMCROSS chooses the one that is read"},
     [](Quirks& q, std::string_view v) { return set_number(q.sim_slot, v, 0, 1); }},
    {{"cntp-bearer", "needed|any", "AT+CNTP needs its bearer of AT+SAPBR open, or is content with any context"},
     [](Quirks& q, std::string_view v) {
       return set_choice(q.cntp_bearer, v, "needed", Quirks::CntpBearer::needed, "any", Quirks::CntpBearer::any);
     }},
    {{"strict-suites", "on|off", "TLS with ciphersuite 0XFFFF offers only the six suites of the manual"},
     [](Quirks& q, std::string_view v) { return set_switch(q.strict_suites, v); }},
});

constexpr auto descriptions = [] {
  std::array<QuirkDescription, rows.size()> result{};
  std::ranges::transform(rows, result.begin(), &Row::description);
  return result;
}();

std::string known_names() {
  std::string names;
  for (const Row& row : rows) names += fmt::format("{}{}", names.empty() ? "" : ", ", row.description.name);
  return names;
}

}  // namespace

std::span<const QuirkDescription> quirk_descriptions() { return descriptions; }

std::optional<std::string> set_quirk(Quirks& quirks, std::string_view assignment) {
  const auto equals = assignment.find('=');
  if (equals == std::string_view::npos) return fmt::format("quirk '{}': NAME=VALUE is expected", assignment);
  const std::string_view name = assignment.substr(0, equals);
  const std::string_view value = assignment.substr(equals + 1);
  const auto row = std::ranges::find(rows, name, [](const Row& r) { return r.description.name; });
  if (row == rows.end()) return fmt::format("quirk '{}' is unknown; there are {}", name, known_names());
  if (row->set(quirks, value)) return std::nullopt;
  return fmt::format("quirk {}: '{}' is not allowed; {}", name, value, row->description.values);
}

}  // namespace air780
