// The bytes of Telnet that RFC 2217 stands on (RFC 854, 855, 856, 858), and how to write them.
// Constants and pure functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace air780::telnet {

using Byte = std::uint8_t;

inline constexpr Byte subnegotiation_end = 240;
inline constexpr Byte subnegotiation_begin = 250;
inline constexpr Byte will = 251;
inline constexpr Byte wont = 252;
inline constexpr Byte please_do = 253;
inline constexpr Byte please_dont = 254;
inline constexpr Byte interpret = 255;  // IAC: the next byte is a command

inline constexpr Byte option_binary = 0;
inline constexpr Byte option_suppress_go_ahead = 3;
inline constexpr Byte option_com_port = 44;

// Data as it is written on the wire: each 0xFF doubled.
inline std::string escaped(std::string_view data) {
  std::string wire;
  wire.reserve(data.size());
  for (const char byte : data) wire.append(static_cast<Byte>(byte) == interpret ? 2 : 1, byte);
  return wire;
}

// IAC SB option payload IAC SE.
inline std::string subnegotiation(Byte option, std::string_view payload) {
  std::string wire = {static_cast<char>(interpret), static_cast<char>(subnegotiation_begin), static_cast<char>(option)};
  wire += escaped(payload);
  return wire.append({static_cast<char>(interpret), static_cast<char>(subnegotiation_end)});
}

}  // namespace air780::telnet
