#include "sim/mqtt/packet_passage.h"

#include <chrono>
#include <utility>

namespace air780 {

PacketPassage::PacketPassage(boost::asio::any_io_executor executor, Arrive arrive)
    : arrive_(std::move(arrive)), timer_(std::move(executor)) {}

void PacketPassage::take(MqttPacket packet, std::string bytes, const PacketFate& fate) {
  if (fate.dropped) return;
  if (fate.return_code) rewrite_return_code(packet, bytes, *fate.return_code);
  size_ += bytes.size();
  waiting_.push_back({std::move(packet), std::move(bytes), fate});
  pass_on();
}

void PacketPassage::pass_on() {
  if (passing_on_ || waits_) return;
  const std::weak_ptr<char> alive = alive_;
  passing_on_ = true;
  while (!waiting_.empty()) {
    if (waiting_.front().fate.delay > Duration{}) {
      passing_on_ = false;
      return wait_for_front();
    }
    Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    size_ -= next.bytes.size();
    for (int copy = next.fate.duplicated ? 2 : 1; copy > 0; --copy) {
      arrive_(next.packet, next.bytes);
      if (alive.expired()) return;
    }
  }
  passing_on_ = false;
}

void PacketPassage::wait_for_front() {
  waits_ = true;
  timer_.expires_after(waiting_.front().fate.delay);
  timer_.async_wait([this, alive = std::weak_ptr<char>(alive_)](const boost::system::error_code& error) {
    if (alive.expired() || error) return;
    waits_ = false;
    waiting_.front().fate.delay = {};
    pass_on();
  });
}

void rewrite_return_code(MqttPacket& packet, std::string& bytes, int code) {
  const auto byte = static_cast<std::uint8_t>(code);
  // Behind the first byte, the remaining length ends with the first byte whose upper bit is clear (MQTT 3.1.1 §2.2.3).
  std::size_t body = 1;
  while ((static_cast<std::uint8_t>(bytes[body]) & 0x80U) != 0) ++body;
  ++body;
  if (packet.type == MqttPacketType::connack) {
    packet.return_code = byte;
    bytes[body + 1] = static_cast<char>(byte);
    // A refused session was not kept either (MQTT-3.2.2-4).
    if (code != 0) bytes[body] = 0;
  } else if (packet.type == MqttPacketType::suback) {
    packet.return_code = byte;
    for (std::size_t at = body + 2; at < bytes.size(); ++at) bytes[at] = static_cast<char>(byte);
  }
}

}  // namespace air780
