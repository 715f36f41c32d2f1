// Finds the MQTT 3.1.1 control packets in one direction of a byte stream and sums each up, without keeping payloads.
// Owned by whoever taps the stream (bridge, pacemaker); pure, so usable on any one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/mqtt/mqtt_client.h"

namespace air780 {

class PacketFramer {
 public:
  explicit PacketFramer(MqttDirection direction) : direction_(direction) {}

  struct Step {
    std::size_t consumed = 0;          // of the bytes given, 1 or more unless they were empty or the stream is broken
    std::optional<MqttPacket> packet;  // the packet that ended with the last consumed byte
  };

  // Takes bytes up to the end of one packet or of `bytes`, whichever comes first; call again with the rest. The bytes
  // may be cut anywhere. Keeps at most a packet's headers and its (first) topic, never a payload. Once the stream is
  // broken nothing more is consumed.
  Step take(std::string_view bytes);

  // Why the stream is not MQTT 3.1.1 in this direction; empty while it is. A packet is found broken no later than at
  // its last byte, so that who forwards only whole consumed packets never forwards a broken one.
  const std::string& broken() const { return broken_; }

  bool between_packets() const { return phase_ == Phase::first_byte; }

  // True when all that is known of the current packet is that it is a DISCONNECT.
  bool at_disconnect_length() const;

 private:
  enum class Phase { first_byte, length, variable_header, payload };

  void take_first_byte(std::uint8_t byte);
  void take_length_byte(std::uint8_t byte);
  void begin_body();
  std::size_t take_variable_header(std::string_view bytes);
  std::size_t wanted_header() const;
  void read_variable_header();
  void read_topic(std::size_t offset);
  std::size_t skip_payload(std::string_view bytes);
  void set_broken(std::string reason);
  std::uint16_t number_at(std::size_t offset) const;

  MqttDirection direction_;
  Phase phase_ = Phase::first_byte;
  std::uint8_t first_byte_ = 0;
  std::size_t length_bytes_ = 0;
  std::size_t remaining_length_ = 0;
  std::size_t body_left_ = 0;
  std::string header_;  // the variable header's bytes so far, then reused for the next packet
  MqttPacket packet_;
  std::string broken_;
};

}  // namespace air780
