#include "sim/mqtt/packet_framer.h"

#include <algorithm>
#include <utility>

namespace air780 {
namespace {

bool travels(MqttPacketType type, MqttDirection direction) {
  using enum MqttPacketType;
  switch (type) {
    case connect:
    case subscribe:
    case unsubscribe:
    case pingreq:
    case disconnect:
      return direction == MqttDirection::to_broker;
    case connack:
    case suback:
    case unsuback:
    case pingresp:
      return direction == MqttDirection::from_broker;
    case publish:
    case puback:
    case pubrec:
    case pubrel:
    case pubcomp:
      return true;
  }
  return false;
}

// MQTT 3.1.1 §2.2.2, table 2.2.
bool flags_allowed(MqttPacketType type, unsigned flags) {
  using enum MqttPacketType;
  if (type == publish) return (flags & 0x06U) != 0x06U;
  if (type == pubrel || type == subscribe || type == unsubscribe) return flags == 0x02U;
  return flags == 0;
}

bool length_allowed(MqttPacketType type, std::size_t length, int qos) {
  using enum MqttPacketType;
  switch (type) {
    case connack:
    case puback:
    case pubrec:
    case pubrel:
    case pubcomp:
    case unsuback:
      return length == 2;
    case pingreq:
    case pingresp:
    case disconnect:
      return length == 0;
    case suback:
      return length >= 3;
    case subscribe:
      return length >= 6;
    case unsubscribe:
      return length >= 5;
    case publish:
      return length >= (qos > 0 ? 5U : 3U);
    case connect:
      return length >= 12;
  }
  return false;
}

bool suback_code_allowed(std::uint8_t code) { return code <= 2 || code == 0x80; }

}  // namespace

PacketFramer::Step PacketFramer::take(std::string_view bytes) {
  Step step;
  while (step.consumed < bytes.size() && broken_.empty()) {
    const auto byte = static_cast<std::uint8_t>(bytes[step.consumed]);
    switch (phase_) {
      case Phase::first_byte:
        take_first_byte(byte);
        step.consumed += 1;
        break;
      case Phase::length:
        take_length_byte(byte);
        step.consumed += 1;
        break;
      case Phase::variable_header:
        step.consumed += take_variable_header(bytes.substr(step.consumed));
        break;
      case Phase::payload:
        step.consumed += skip_payload(bytes.substr(step.consumed));
        break;
    }
    if (phase_ == Phase::payload && body_left_ == 0 && broken_.empty()) {
      phase_ = Phase::first_byte;
      step.packet = std::exchange(packet_, {});
      return step;
    }
  }
  return step;
}

bool PacketFramer::at_disconnect_length() const {
  return phase_ == Phase::length && packet_.type == MqttPacketType::disconnect;
}

void PacketFramer::take_first_byte(std::uint8_t byte) {
  first_byte_ = byte;
  length_bytes_ = 0;
  remaining_length_ = 0;
  packet_ = {};
  packet_.direction = direction_;
  packet_.type = static_cast<MqttPacketType>(byte >> 4U);
  phase_ = Phase::length;
  const unsigned type = byte >> 4U;
  if (type == 0 || type == 15 || !travels(packet_.type, direction_)) {
    set_broken("a packet of type " + std::to_string(type) + " cannot come this way");
  } else if (!flags_allowed(packet_.type, byte & 0x0FU)) {
    set_broken(std::string(to_string(packet_.type)) + " with flags " + std::to_string(byte & 0x0FU));
  }
}

void PacketFramer::take_length_byte(std::uint8_t byte) {
  remaining_length_ |= static_cast<std::size_t>(byte & 0x7FU) << (7U * length_bytes_);
  length_bytes_ += 1;
  if ((byte & 0x80U) == 0) {
    begin_body();
  } else if (length_bytes_ == 4) {
    set_broken("a remaining length of more than four bytes");
  }
}

void PacketFramer::begin_body() {
  if (packet_.type == MqttPacketType::publish) {
    packet_.qos = (first_byte_ >> 1U) & 0x03U;
    packet_.retain = (first_byte_ & 0x01U) != 0;
    packet_.duplicate = (first_byte_ & 0x08U) != 0;
  }
  packet_.size = 1 + length_bytes_ + remaining_length_;
  body_left_ = remaining_length_;
  header_.clear();
  phase_ = wanted_header() == 0 ? Phase::payload : Phase::variable_header;
  if (!length_allowed(packet_.type, remaining_length_, packet_.qos)) {
    set_broken(std::string(to_string(packet_.type)) + " of remaining length " + std::to_string(remaining_length_));
  }
}

std::size_t PacketFramer::wanted_header() const {
  using enum MqttPacketType;
  switch (packet_.type) {
    case connack:
    case puback:
    case pubrec:
    case pubrel:
    case pubcomp:
    case unsuback:
      return 2;
    case suback:
      return 3;
    case publish:
      return header_.size() < 2 ? 2U : 2U + number_at(0) + (packet_.qos > 0 ? 2U : 0U);
    case subscribe:
    case unsubscribe:
      return header_.size() < 4 ? 4U : 4U + number_at(2);
    case connect:
    case pingreq:
    case pingresp:
    case disconnect:
      return 0;
  }
  return 0;
}

std::size_t PacketFramer::take_variable_header(std::string_view bytes) {
  std::size_t taken = 0;
  while (header_.size() < wanted_header()) {
    if (wanted_header() > remaining_length_) {
      set_broken(std::string(to_string(packet_.type)) + " whose topic is longer than the packet");
      return taken;
    }
    const std::size_t count = std::min(wanted_header() - header_.size(), bytes.size() - taken);
    if (count == 0) return taken;
    header_.append(bytes.substr(taken, count));
    taken += count;
    body_left_ -= count;
  }
  read_variable_header();
  phase_ = Phase::payload;
  return taken;
}

void PacketFramer::read_variable_header() {
  using enum MqttPacketType;
  bool has_id = true;
  switch (packet_.type) {
    case connack:
      has_id = false;
      packet_.return_code = static_cast<std::uint8_t>(header_[1]);
      if ((static_cast<std::uint8_t>(header_[0]) & 0xFEU) != 0) set_broken("CONNACK with reserved flags");
      if (packet_.return_code > 5) set_broken("CONNACK with code " + std::to_string(packet_.return_code));
      break;
    case publish:
      read_topic(0);
      packet_.payload_size = body_left_;
      has_id = packet_.qos > 0;
      if (has_id) packet_.packet_id = number_at(header_.size() - 2);
      break;
    case suback:
      packet_.packet_id = number_at(0);
      packet_.return_code = static_cast<std::uint8_t>(header_[2]);
      if (!suback_code_allowed(packet_.return_code)) {
        set_broken("SUBACK with code " + std::to_string(packet_.return_code));
      }
      break;
    case subscribe:
    case unsubscribe:
      packet_.packet_id = number_at(0);
      read_topic(2);
      break;
    default:
      packet_.packet_id = number_at(0);
      break;
  }
  if (has_id && packet_.packet_id == 0) set_broken(std::string(to_string(packet_.type)) + " with identifier 0");
  // One long topic must not cost its memory for the rest of the stream.
  if (header_.capacity() > 1024) std::string().swap(header_);
}

void PacketFramer::read_topic(std::size_t offset) {
  packet_.topic = header_.substr(offset + 2, number_at(offset));
  // MQTT 3.1.1 §4.7.3: at least one character, no U+0000; C code behind us would cut the topic there.
  if (packet_.topic.empty() || packet_.topic.find('\0') != std::string::npos) {
    set_broken(std::string(to_string(packet_.type)) + " with an empty topic or one with a NUL");
  }
}

std::size_t PacketFramer::skip_payload(std::string_view bytes) {
  const std::size_t count = std::min(body_left_, bytes.size());
  body_left_ -= count;
  return count;
}

void PacketFramer::set_broken(std::string reason) {
  if (broken_.empty()) broken_ = std::move(reason);
}

std::uint16_t PacketFramer::number_at(std::size_t offset) const {
  return static_cast<std::uint16_t>(static_cast<std::uint8_t>(header_[offset]) << 8U |
                                    static_cast<std::uint8_t>(header_[offset + 1]));
}

}  // namespace air780
