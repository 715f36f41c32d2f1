// Which module is played: its identity, its figures, and the settings ("quirks") in which real firmware differs or that
// nobody knows for sure, so that a user with hardware can correct them (decisions.md).
// Plain values, filled before the module is made; any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "protocol/at/line_discipline.h"
#include "protocol/latency.h"
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
  std::size_t rx_limit = 4100;
  bool hex_rx = false;
  bool pdn_auto_reactivate = true;
  bool strict_suites = false;
  enum class FscreateExisting { ok, error } fscreate_existing = FscreateExisting::ok;
  enum class CntpBearer { needed, any } cntp_bearer = CntpBearer::needed;
  enum class Cgerep { works, error } cgerep = Cgerep::works;
  enum class FswriteMissing { error, create } fswrite_missing = FswriteMissing::error;
  bool ready_twice = false;
  // The SIM card's PIN, and whether it is asked for at power-on. Cards that are sold without one asked for have one
  // too.
  std::string sim_pin = "1234";
  bool sim_pin_asked = false;
  std::string sim_puk = "12345678";
  int sim_slot = 0;
};

struct QuirkDescription {
  std::string_view name;
  std::string_view values;  // what is allowed, for a person
  std::string_view meaning;
};
std::span<const QuirkDescription> quirk_descriptions();

// Applies "NAME=VALUE". On success nothing is returned; otherwise what is wrong, where, and what is allowed, and
// `quirks` is as it was.
std::optional<std::string> set_quirk(Quirks& quirks, std::string_view assignment);

// When the module says what; none of it is the host's to set.
struct Timing {
  // Power-on to the last boot URC. The module takes 7 s (captures C3, C7, C10); the steps between keep their
  // proportion.
  Duration boot = std::chrono::milliseconds(300);
  // After a final result no asynchronous line leaves for so long.
  Duration result_gap = std::chrono::milliseconds(2);
  LatencyFigures latency;
  std::uint64_t seed = 0;  // what is drawn between two figures comes from it
};

struct ModelProfile {
  std::string model = "Air780EP";
  std::string firmware = "AirM2M_780EP_V1007_LTE_AT";
  std::string manufacturer = "AirM2M";
  std::string chip = "EC718";
  std::string imei = "868488076506128";
  std::string imsi = "460043136520119";
  std::string iccid = "898604981022C0256459";
  int signal_strength = 25;  // AT+CSQ: 0..31, 99 unknown
  std::string operator_numeric = "46000";
  std::string operator_long = "CHINA MOBILE";
  std::string operator_short = "CMCC";
  std::string apn = "cmiot";
  int supply_millivolts = 3968;  // AT+CBC
  // What the host may send while a command runs; more is lost.
  std::size_t receive_buffer = 64 * 1024;
  Timing timing;
  Quirks quirks;
};

}  // namespace air780
