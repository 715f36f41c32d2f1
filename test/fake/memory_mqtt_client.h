// An MQTT client and its broker in memory: enough of both that subscriptions, retained messages, acknowledgements and
// wills have their effect. One thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "protocol/mqtt/mqtt_client.h"

namespace air780::fake {

class MemoryMqttClient final : public MqttClient {
 public:
  explicit MemoryMqttClient(Scheduler& scheduler) : scheduler_(scheduler) {}

  void set_observer(MqttClientObserver* observer) override { observer_ = observer; }
  void connect(const MqttConnectRequest& request, Link& link) override;
  void link_received(std::string_view) override {}
  void link_drained() override {}
  void abandon() override;
  void disconnect(std::function<void()> done) override;
  MqttRequestResult publish(const MqttMessage& message) override;
  MqttRequestResult subscribe(const std::string& topic_filter, int qos) override;
  MqttRequestResult unsubscribe(const std::string& topic_filter) override;
  void forget() override;

  // --- the broker's side, for the test ---
  // Another client publishes.
  void peer_publish(const MqttMessage& message);
  // CONNACK code of the next sessions; nothing: the broker does not answer.
  std::optional<int> connack = 0;
  // SUBSCRIBE is answered so; nothing: not at all.
  std::optional<int> suback = 0;
  bool acknowledges_publishes = true;
  bool acknowledges_unsubscribes = true;
  // The broker acknowledges a request it had not answered.
  void acknowledge(MqttPacketType answer, std::uint16_t packet_id);
  // The client gives the session up, as on a missing PINGRESP.
  void fail();

  std::vector<MqttMessage> published;  // what the broker took, wills included, in order
  std::vector<MqttConnectRequest> connects;
  int disconnect_packets = 0;
  int forgotten = 0;

 private:
  void later(std::function<void()> action);
  void seen(MqttDirection direction, MqttPacket packet);
  void broker_takes(const MqttMessage& message);
  void deliver(MqttMessage message, int qos);
  void end_of_session(bool will_is_due);

  Scheduler& scheduler_;
  MqttClientObserver* observer_ = nullptr;
  std::uint64_t session_ = 0;  // what was put off for an earlier session is dropped
  bool running_ = false;
  bool online_ = false;
  std::uint16_t last_packet_id_ = 0;
  MqttConnectRequest request_;
  std::map<std::string, int> subscriptions_;
  std::map<std::string, MqttMessage> retained_;
};

}  // namespace air780::fake
