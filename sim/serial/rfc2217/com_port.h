// The COM-PORT option of Telnet (RFC 2217): its commands, and a serial port as it sets one.
// Constants and values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace air780::com_port {

enum class Command : std::uint8_t {
  signature = 0,
  baud_rate = 1,
  data_size = 2,
  parity = 3,
  stop_size = 4,
  control = 5,
  notify_line_state = 6,
  notify_modem_state = 7,
  suspend = 8,
  resume = 9,
  line_state_mask = 10,
  modem_state_mask = 11,
  purge = 12,
};
// What the side with the port adds to a command's number.
inline constexpr std::uint8_t from_server = 100;

// Values of Command::control; each group has one that asks.
enum class Control : std::uint8_t {
  ask_flow = 0,
  flow_none = 1,
  flow_xon_xoff = 2,
  flow_hardware = 3,
  ask_break = 4,
  break_on = 5,
  break_off = 6,
  ask_dtr = 7,
  dtr_on = 8,
  dtr_off = 9,
  ask_rts = 10,
  rts_on = 11,
  rts_off = 12,
  ask_inbound_flow = 13,
  inbound_flow_none = 14,
  inbound_flow_xon_xoff = 15,
  inbound_flow_hardware = 16,
  flow_dcd = 17,
  inbound_flow_dtr = 18,
  flow_dsr = 19,
};

// Values of Command::purge.
inline constexpr std::uint8_t purge_receive = 1;
inline constexpr std::uint8_t purge_both = 3;

// Values of Command::notify_modem_state: the state, and what has changed since the last.
inline constexpr std::uint8_t clear_to_send = 0x10;
inline constexpr std::uint8_t data_set_ready = 0x20;
inline constexpr std::uint8_t ring = 0x40;
inline constexpr std::uint8_t carrier = 0x80;
inline constexpr std::uint8_t clear_to_send_changed = 0x01;
inline constexpr std::uint8_t data_set_ready_changed = 0x02;
inline constexpr std::uint8_t ring_ended = 0x04;
inline constexpr std::uint8_t carrier_changed = 0x08;

struct Settings {
  std::uint32_t baud_rate = 115200;
  std::uint8_t data_size = 8;  // 5 to 8
  std::uint8_t parity = 1;     // 1 none, 2 odd, 3 even, 4 mark, 5 space
  std::uint8_t stop_size = 1;  // 1, 2, or 3 for one and a half
  Control outbound_flow = Control::flow_none;
  Control inbound_flow = Control::inbound_flow_none;
  bool sends_break = false;

  bool operator==(const Settings&) const = default;
};

// A subnegotiation of the option: `command`, perhaps with from_server added, and its value.
std::string message(std::uint8_t command, std::string_view value);
std::string message(std::uint8_t command, std::uint8_t value);

// A baud rate as four bytes, most significant first; the other way round nothing unless there are four.
std::string baud_rate_value(std::uint32_t rate);
std::optional<std::uint32_t> read_baud_rate(std::string_view value);

}  // namespace air780::com_port
