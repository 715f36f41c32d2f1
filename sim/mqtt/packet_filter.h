// Decides what becomes of one MQTT packet on its way between client and broker. Asked by the bridge for every whole
// packet, before it passes; answered by fault rules.
// Owned by the composition; must outlive every client. One thread.
#pragma once

#include <optional>

#include "protocol/mqtt/mqtt_client.h"
#include "protocol/ports/scheduler.h"

namespace air780 {

struct PacketFate {
  bool dropped = false;
  bool duplicated = false;         // the same bytes a second time
  Duration delay{};                // it, and what comes behind it in its direction, waits for so long
  std::optional<int> return_code;  // a CONNACK or SUBACK passes with this code instead of its own
};

class PacketFilter {
 public:
  virtual ~PacketFilter() = default;
  virtual PacketFate packet_passes(const MqttPacket& packet) = 0;
};

}  // namespace air780
