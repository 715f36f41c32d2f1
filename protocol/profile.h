// Which module is played: its identity, its figures and its quirks. The defaults are an Air780EP V1007; a profile file
// (sim/profile/library) or an option changes them.
// Plain values, filled before the module is made; any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "protocol/latency.h"
#include "protocol/ports/scheduler.h"
#include "protocol/quirks.h"

namespace air780 {

// When the module says what; none of it is the host's to set.
struct Timing {
  // Power-on to the last boot URC. The module takes 7 s (captures C3, C7, C10); the steps between keep their
  // proportion.
  Duration boot = std::chrono::milliseconds(300);
  // After a final result no asynchronous line leaves for so long.
  Duration result_gap = std::chrono::milliseconds(2);
  LatencyFigures latency;
  std::uint64_t seed = 0;  // what is drawn between two figures comes from it

  bool operator==(const Timing&) const = default;
};

struct ModelProfile {
  std::string model = "Air780EP";
  std::string firmware = "AirM2M_780EP_V1007_LTE_AT";
  std::string manufacturer = "AirM2M";
  std::string chip = "EC718";
  std::string hardware = "A12";
  std::string build_time = "2024-04-22 19:06:20";
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
  std::size_t flash_bytes = 64100;  // free in a new module
  Timing timing;
  Quirks quirks;

  bool operator==(const ModelProfile&) const = default;
};

// A field of the profile that a file or an option can set: everything but the quirks.
struct ProfileField {
  std::string_view name;
  std::string_view values;  // what is allowed, for a person
};
std::span<const ProfileField> profile_fields();

// On success nothing is returned; otherwise what is wrong and what is allowed (of an unknown name the known ones, the
// nearest first), and `profile` is as it was.
std::optional<std::string> set_profile_field(ModelProfile& profile, std::string_view name, std::string_view value);

}  // namespace air780
