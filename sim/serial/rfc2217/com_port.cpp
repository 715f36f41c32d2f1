#include "sim/serial/rfc2217/com_port.h"

#include "sim/serial/rfc2217/telnet.h"

namespace air780::com_port {

std::string message(std::uint8_t command, std::string_view value) {
  return telnet::subnegotiation(telnet::option_com_port, std::string(1, static_cast<char>(command)).append(value));
}

std::string message(std::uint8_t command, std::uint8_t value) {
  return message(command, std::string(1, static_cast<char>(value)));
}

std::string baud_rate_value(std::uint32_t rate) {
  std::string value;
  for (const int shift : {24, 16, 8, 0}) value += static_cast<char>((rate >> shift) & 0xFF);
  return value;
}

std::optional<std::uint32_t> read_baud_rate(std::string_view value) {
  if (value.size() != 4) return std::nullopt;
  std::uint32_t rate = 0;
  for (const char byte : value) rate = rate << 8 | static_cast<std::uint8_t>(byte);
  return rate;
}

}  // namespace air780::com_port
