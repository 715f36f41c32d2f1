// The settings in which real firmware differs or that nobody knows for sure, so that a user with hardware can correct
// them (decisions.md, "quirk"). What stands here is an Air780EP V1007; a profile or --quirk changes it.
// Plain values, filled before the module is made; any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "protocol/at/line_discipline.h"
#include "protocol/evidence.h"
#include "protocol/ports/scheduler.h"

namespace air780 {

struct Quirks {
  LineRules line;
  int cmee_default = 1;
  long ipr_default = 115200;
  std::string prompt = ">";

  int msgset_default = 0;
  enum class Unconfigured { imei, error_767 } unconfigured = Unconfigured::imei;
  enum class EmptyCredentials { ok, error_765 } empty_credentials = EmptyCredentials::ok;
  Duration connect_timeout = std::chrono::seconds(30);
  Duration connack_timeout = std::chrono::seconds(20);
  enum class Mdisconnect { abort, graceful } mdisconnect = Mdisconnect::abort;
  enum class WrongMqttState { error_767, error, error_3 } mqtt_wrong_state = WrongMqttState::error_767;
  enum class UnusedStatus { offline, error } mqttstatu_unused = UnusedStatus::offline;
  bool mconnect_mode = true;
  bool state_blank = true;
  enum class Escapes { any, listed } escapes = Escapes::any;
  std::size_t mpub_limit = 4100;
  std::size_t mpubex_limit = 4100;
  enum class MpubexStall { drop, send } mpubex_stall = MpubexStall::drop;
  std::size_t rx_limit = 4100;
  bool hex_rx = false;
  enum class MsggetLine { quoted, unquoted, tight } msgget_line = MsggetLine::quoted;

  bool pdn_auto_reactivate = true;
  enum class PdpDeact { blank, tight, plain } pdp_deact = PdpDeact::blank;
  bool cgev_reason = false;
  enum class Nitz { two_digits, no_daylight, four_digits } nitz = Nitz::two_digits;
  enum class CeregPrefix { cereg, cgreg } cereg_prefix = CeregPrefix::cereg;
  enum class CntpBearer { needed, any } cntp_bearer = CntpBearer::needed;
  enum class Cgerep { works, error } cgerep = Cgerep::works;
  enum class CgdcontLine { address, compression } cgdcont_line = CgdcontLine::address;
  bool cifsr_zeros = false;
  enum class BitErrors { none, unknown } csq_ber = BitErrors::none;
  bool cpin_urc_lead = false;
  bool ifc_blanks = false;

  bool ready_twice = false;
  // The SIM card's PIN, and whether it is asked for at power-on. Cards that are sold without one asked for have one
  // too.
  std::string sim_pin = "1234";
  bool sim_pin_asked = false;
  std::string sim_puk = "12345678";
  int sim_slot = 0;

  bool strict_suites = false;
  enum class FscreateExisting { ok, error } fscreate_existing = FscreateExisting::ok;
  enum class FswriteMissing { error, create } fswrite_missing = FswriteMissing::error;
  bool fsmem_ok = true;

  bool operator==(const Quirks&) const = default;
};

struct QuirkDescription {
  std::string_view name;
  std::string_view values;  // what is allowed, for a person
  std::string_view meaning;
  std::string_view standard = {};        // what it is unless set: an Air780EP V1007's
  Evidence evidence = Evidence::chosen;  // of that
  std::string_view source = {};
};
std::span<const QuirkDescription> quirk_descriptions();

// Applies "NAME=VALUE". On success nothing is returned; otherwise what is wrong, where, and what is allowed (the names
// there are, the nearest first), and `quirks` is as it was.
std::optional<std::string> set_quirk(Quirks& quirks, std::string_view assignment);

}  // namespace air780
