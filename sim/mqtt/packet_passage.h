// One direction of a bridge, packet by packet: each whole packet meets the fate that a filter gave it, in order.
// Owned by its bridge; used from the io thread only.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "protocol/mqtt/mqtt_client.h"
#include "sim/mqtt/packet_filter.h"

namespace air780 {

class PacketPassage {
 public:
  // `arrive` takes each packet that comes through, twice if it was duplicated; it may destroy the passage.
  using Arrive = std::function<void(const MqttPacket& packet, const std::string& bytes)>;
  PacketPassage(boost::asio::any_io_executor executor, Arrive arrive);

  // A whole packet, with the fate it is to have. A dropped one is gone; one with another return code is rewritten.
  void take(MqttPacket packet, std::string bytes, const PacketFate& fate);
  // Bytes that wait.
  std::size_t size() const { return size_; }

 private:
  struct Waiting {
    MqttPacket packet;
    std::string bytes;
    PacketFate fate;
  };
  void pass_on();
  void wait_for_front();

  const Arrive arrive_;
  boost::asio::steady_timer timer_;
  std::deque<Waiting> waiting_;  // the first one's delay runs
  std::size_t size_ = 0;
  bool waits_ = false;
  bool passing_on_ = false;
  std::shared_ptr<char> alive_ = std::make_shared<char>();
};

// Puts the code into a CONNACK or into every answer of a SUBACK, packet and bytes alike; other packets stay.
void rewrite_return_code(MqttPacket& packet, std::string& bytes, int code);

}  // namespace air780
