// How a fuzzer's input is read: bytes of the host, and between them marks at which time passes or the world does
// something. A mark is FF FE and a byte that says what. Constants; any thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace air780::fuzz {

inline constexpr std::string_view mark = "\xff\xfe";

enum class World : std::uint8_t {
  short_while,     // 50 ms pass
  long_while,      // 25 s pass: every timeout of the module
  peer_publishes,  // another client publishes to "mqtt/sub_topic"
  peer_closes,     // the broker closes the link
  network_drops,   // the network takes the PDN away
  client_fails,    // the MQTT client gives up
  power_cycle,
};
inline constexpr int world_count = 7;

}  // namespace air780::fuzz
