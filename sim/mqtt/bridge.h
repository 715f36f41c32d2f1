// The splice between one Paho socket and one upstream link: bytes both ways with back-pressure, and the tap that frames
// them into MQTT packets.
// Shared between its client and its own asynchronous operations; after detach() it lives on alone until Paho has closed
// its end. Used from the io thread only.
#pragma once

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/mqtt/mqtt_client.h"
#include "protocol/ports/network.h"
#include "sim/mqtt/packet_filter.h"
#include "sim/mqtt/packet_framer.h"
#include "sim/mqtt/packet_passage.h"

namespace air780 {

// Told what passes over one bridge. May detach() the bridge from inside any call, and may be called from inside the
// bridge's own functions.
class BridgeObserver {
 public:
  virtual ~BridgeObserver() = default;
  // A whole packet, in the order of the wire. One from the broker has not reached Paho yet; after detach() it never
  // will. Of what a filter drops or sends twice: each packet that Paho wrote once, each from the broker as it arrives.
  virtual void bridge_packet(const MqttPacket& packet) = 0;
  // The broker sent what MQTT 3.1.1 forbids; nothing of it reaches Paho. The bridge is to be detached.
  virtual void bridge_broken(const std::string& reason) = 0;
  // A permitted DISCONNECT has been written to the link.
  virtual void bridge_wrote_disconnect() = 0;
  // Paho has ended the session of its own accord. The bridge is to be detached.
  virtual void bridge_ended() = 0;
};

class Bridge : public std::enable_shared_from_this<Bridge> {
 public:
  static constexpr std::size_t high_water = 64 * 1024;

  // The references, and `filter` if there is one, must live until detach(). With a filter packets pass whole.
  Bridge(boost::asio::ip::tcp::socket paho, Link& link, BridgeObserver& observer, PacketFilter* filter = nullptr);

  // Begins with what has already been read from Paho's socket. To be called once, on a shared object.
  void start(std::string_view already_read);

  void link_received(std::string_view bytes);
  void link_drained();

  // Paho writes a DISCONNECT also when it gives up by itself, which would make the broker drop the will. It passes only
  // after this call.
  void permit_disconnect() { disconnect_permitted_ = true; }
  // Writes a DISCONNECT in Paho's place, unless Paho's has been written or another packet is only half written.
  void write_disconnect();

  // Lets go of link and observer, and shows Paho an end of file. Its socket stays open and is read until Paho closes
  // it: Paho 1.3 frees a QoS 1 or 2 message twice when writing it fails.
  void detach();

 private:
  void read();
  void take_from_paho(std::string_view bytes);
  void take_packets_from_paho(std::string_view bytes);
  bool filter_from_paho(const MqttPacket& packet);
  bool filter_from_broker(const MqttPacket& packet);
  void arrived_from_broker(const MqttPacket& packet, std::string_view bytes);
  void make_passages();
  void write_to_link(std::string_view bytes);
  void queue_to_paho(std::string_view bytes);
  std::size_t waiting_for_paho() const;
  void pause_link_if_full();
  void write();
  bool order_allowed(const MqttPacket& packet);

  boost::asio::ip::tcp::socket paho_;
  Link* link_;
  BridgeObserver* observer_;
  PacketFilter* filter_;
  PacketFramer to_broker_{MqttDirection::to_broker};
  PacketFramer from_broker_{MqttDirection::from_broker};
  // With a filter: the packet that is not complete yet, and what has met its fate.
  std::string packet_to_broker_;
  std::string packet_from_broker_;
  std::optional<PacketPassage> passage_to_broker_;
  std::optional<PacketPassage> passage_from_broker_;
  std::array<char, 8 * 1024> buffer_{};
  std::string queued_;
  std::string in_write_;
  bool reading_ = false;
  bool writing_ = false;
  bool link_paused_ = false;
  bool connack_seen_ = false;
  bool connack_arrived_ = false;
  bool disconnect_permitted_ = false;
  bool disconnect_written_ = false;
  bool disconnect_byte_held_ = false;
};

}  // namespace air780
