// The four slots in which received messages wait for AT+MQTTMSGGET (at-reference §2.10).
// Owned by MqttSession; one thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "protocol/mqtt/limits.h"
#include "protocol/mqtt/mqtt_client.h"

namespace air780 {

class MessageCache {
 public:
  // Puts the message into the lowest free slot, or over the oldest message when all are taken; returns the slot.
  std::size_t store(MqttMessage message);

  bool valid(std::size_t slot) const { return slots_[slot].has_value(); }
  // What waits in a slot; nothing in a free one. Valid until the cache changes.
  const MqttMessage* message(std::size_t slot) const { return slots_[slot] ? &slots_[slot]->message : nullptr; }

  // Hands out all messages in order of arrival; every slot is free afterwards.
  std::vector<MqttMessage> take_all();

  void clear() { slots_ = {}; }

 private:
  struct Stored {
    std::uint64_t arrival;
    MqttMessage message;
  };
  std::array<std::optional<Stored>, mqtt_limits::cache_slots> slots_;
  std::uint64_t arrivals_ = 0;
};

}  // namespace air780
