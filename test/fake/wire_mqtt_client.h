// An MQTT client and its broker, with every packet as bytes on the link between them: what becomes of the link becomes
// of MQTT. For tests of faults; MemoryMqttClient is the simpler one, whose packets need no link. Packets have the order
// and the size of real ones, not their form. One thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "protocol/mqtt/mqtt_client.h"
#include "sim/mqtt/packet_filter.h"
#include "test/fake/memory_network.h"

namespace air780::fake {

class WireMqttClient final : public MqttClient {
 public:
  // The broker stands at the far end of the network's links.
  WireMqttClient(Scheduler& scheduler, MemoryNetwork& network);

  void set_observer(MqttClientObserver* observer) override { observer_ = observer; }
  void connect(const MqttConnectRequest& request, Link& link) override;
  void link_received(std::string_view bytes) override;
  void link_drained() override {}
  void abandon() override;
  void disconnect(std::function<void()> done) override;
  MqttRequestResult publish(const MqttMessage& message) override;
  MqttRequestResult subscribe(const std::string& topic_filter, int qos) override;
  MqttRequestResult unsubscribe(const std::string& topic_filter) override;
  void forget() override { abandon(); }

  // Asked for every packet at the client's end, as the bridge asks it.
  PacketFilter* filter = nullptr;

  // --- the broker's side, for the test ---
  void peer_publish(const MqttMessage& message);
  std::vector<MqttMessage> published;  // what the broker took, in order
  const std::map<std::string, int>& subscriptions() const { return subscriptions_; }

 private:
  using Arrival = std::function<void(const MqttPacket&)>;
  // One direction: packets on their way, and bytes that are no whole packet yet.
  struct Way {
    std::map<std::uint32_t, std::pair<MqttPacket, Arrival>> packets;
    std::string received;
    Duration free_at{};
  };

  void to_broker(MqttPacketType type, MqttPacket packet, Arrival arrives);
  void to_client(MqttPacketType type, MqttPacket packet, Arrival arrives);
  std::string put(Way& way, const MqttPacket& packet, Arrival arrives);
  void take(Way& way, std::string_view bytes, const std::function<void(MqttPacket, Arrival)>& each);
  void arrive_at_client(MqttPacket packet, const Arrival& arrives);
  // Behind the filter's delay, in order, for this session only.
  void pass(Way& way, Duration delay, std::function<void()> action);
  void broker_takes(const MqttMessage& message);
  void deliver(const MqttMessage& message);
  void keep_alive();

  Scheduler& scheduler_;
  MemoryNetwork& network_;
  MqttClientObserver* observer_ = nullptr;
  Link* link_ = nullptr;
  bool online_ = false;
  std::uint64_t session_ = 0;
  std::uint32_t last_key_ = 0;
  std::uint16_t last_packet_id_ = 0;
  MqttConnectRequest request_;
  Timer keepalive_;
  bool ping_unanswered_ = false;
  Way up_;
  Way down_;
  std::map<std::string, int> subscriptions_;
};

}  // namespace air780::fake
