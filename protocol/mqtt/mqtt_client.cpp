#include "protocol/mqtt/mqtt_client.h"

#include <array>

namespace air780 {

std::string_view to_string(MqttPacketType type) {
  static constexpr std::array<std::string_view, 15> names = {
      "RESERVED",  "CONNECT", "CONNACK",     "PUBLISH",  "PUBACK",  "PUBREC",   "PUBREL",    "PUBCOMP",
      "SUBSCRIBE", "SUBACK",  "UNSUBSCRIBE", "UNSUBACK", "PINGREQ", "PINGRESP", "DISCONNECT"};
  const auto index = static_cast<std::size_t>(type);
  return index < names.size() ? names[index] : names[0];
}

}  // namespace air780
