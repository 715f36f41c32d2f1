#include "test/fake/memory_mqtt_client.h"

#include <algorithm>

namespace air780::fake {
namespace {

constexpr Duration hop = std::chrono::microseconds(300);

std::string_view next_level(std::string_view& rest) {
  const auto slash = rest.find('/');
  const std::string_view level = rest.substr(0, slash);
  rest.remove_prefix(slash == std::string_view::npos ? rest.size() : slash + 1);
  return level;
}

// MQTT 3.1.1 §4.7.
bool matches(std::string_view filter, std::string_view topic) {
  while (!filter.empty() || !topic.empty()) {
    if (filter == "#") return true;
    if (filter.empty() || topic.empty()) return false;
    const std::string_view wanted = next_level(filter);
    if (wanted != next_level(topic) && wanted != "+") return false;
  }
  return true;
}

MqttPacket packet_of(MqttPacketType type, std::uint16_t id = 0, std::uint8_t code = 0) {
  MqttPacket packet;
  packet.type = type;
  packet.packet_id = id;
  packet.return_code = code;
  packet.size = 4;
  return packet;
}

}  // namespace

void MemoryMqttClient::later(std::function<void()> action) {
  scheduler_.call_after(hop, [this, session = session_, action = std::move(action)] {
    if (session == session_ && observer_) action();
  });
}

void MemoryMqttClient::seen(MqttDirection direction, MqttPacket packet) {
  packet.direction = direction;
  observer_->mqtt_packet(packet);
}

void MemoryMqttClient::connect(const MqttConnectRequest& request, Link&) {
  ++session_;
  running_ = true;
  request_ = request;
  connects.push_back(request);
  later([this] {
    seen(MqttDirection::to_broker, packet_of(MqttPacketType::connect));
    if (!connack) return;
    later([this] {
      seen(MqttDirection::from_broker, packet_of(MqttPacketType::connack, 0, static_cast<std::uint8_t>(*connack)));
      if (*connack != 0) {
        running_ = false;
        return observer_->mqtt_refused(*connack);
      }
      if (request_.clean_session) subscriptions_.clear();
      online_ = true;
      observer_->mqtt_connected(!request_.clean_session);
    });
  });
}

void MemoryMqttClient::abandon() { end_of_session(true); }

void MemoryMqttClient::disconnect(std::function<void()> done) {
  later([this, done = std::move(done)] {
    seen(MqttDirection::to_broker, packet_of(MqttPacketType::disconnect));
    ++disconnect_packets;
    end_of_session(false);
    done();
  });
}

void MemoryMqttClient::forget() {
  ++forgotten;
  end_of_session(true);
  subscriptions_.clear();
}

void MemoryMqttClient::acknowledge(MqttPacketType answer, std::uint16_t packet_id) {
  later([this, answer, packet_id] { seen(MqttDirection::from_broker, packet_of(answer, packet_id)); });
}

void MemoryMqttClient::fail() {
  later([this] {
    running_ = false;
    online_ = false;
    observer_->mqtt_failed("told to");
  });
}

void MemoryMqttClient::end_of_session(bool will_is_due) {
  ++session_;
  running_ = false;
  if (!std::exchange(online_, false)) return;
  if (will_is_due && request_.will) broker_takes(*request_.will);
}

MqttRequestResult MemoryMqttClient::publish(const MqttMessage& message) {
  if (message.topic.find_first_of("+#") != std::string::npos) return MqttRequestResult::rejected;
  const auto id = static_cast<std::uint16_t>(message.qos == 0 ? 0 : ++last_packet_id_);
  later([this, message, id] {
    MqttPacket packet = packet_of(MqttPacketType::publish, id);
    packet.topic = message.topic;
    packet.qos = message.qos;
    packet.retain = message.retain;
    packet.payload_size = message.payload.size();
    seen(MqttDirection::to_broker, packet);
    if (message.qos > 0 && !acknowledges_publishes) return;
    later([this, message, id] {
      if (message.qos == 1) seen(MqttDirection::from_broker, packet_of(MqttPacketType::puback, id));
      if (message.qos == 2) {
        seen(MqttDirection::from_broker, packet_of(MqttPacketType::pubrec, id));
        seen(MqttDirection::to_broker, packet_of(MqttPacketType::pubrel, id));
        later([this, id] { seen(MqttDirection::from_broker, packet_of(MqttPacketType::pubcomp, id)); });
      }
      broker_takes(message);
    });
  });
  return MqttRequestResult::accepted;
}

MqttRequestResult MemoryMqttClient::subscribe(const std::string& topic_filter, int qos) {
  later([this, topic_filter, qos] {
    MqttPacket packet = packet_of(MqttPacketType::subscribe, ++last_packet_id_);
    packet.topic = topic_filter;
    seen(MqttDirection::to_broker, packet);
    if (!suback) return;
    seen(MqttDirection::from_broker,
         packet_of(MqttPacketType::suback, packet.packet_id, static_cast<std::uint8_t>(*suback)));
    if (*suback == 0x80) return;
    subscriptions_[topic_filter] = qos;
    for (const auto& [topic, message] : retained_) {
      if (matches(topic_filter, topic)) deliver(message, qos);
    }
  });
  return MqttRequestResult::accepted;
}

MqttRequestResult MemoryMqttClient::unsubscribe(const std::string& topic_filter) {
  later([this, topic_filter] {
    subscriptions_.erase(topic_filter);
    seen(MqttDirection::to_broker, packet_of(MqttPacketType::unsubscribe, ++last_packet_id_));
    if (!acknowledges_unsubscribes) return;
    seen(MqttDirection::from_broker, packet_of(MqttPacketType::unsuback, last_packet_id_));
  });
  return MqttRequestResult::accepted;
}

void MemoryMqttClient::peer_publish(const MqttMessage& message) { broker_takes(message); }

void MemoryMqttClient::broker_takes(const MqttMessage& message) {
  published.push_back(message);
  if (message.retain) retained_[message.topic] = message;
  for (const auto& [filter, qos] : subscriptions_) {
    if (matches(filter, message.topic)) return deliver(message, std::min(qos, message.qos));
  }
}

void MemoryMqttClient::deliver(MqttMessage message, int qos) {
  message.qos = qos;
  later([this, message = std::move(message)] {
    if (!online_) return;
    MqttPacket packet = packet_of(MqttPacketType::publish);
    packet.topic = message.topic;
    packet.payload_size = message.payload.size();
    seen(MqttDirection::from_broker, packet);
    observer_->mqtt_message(message);
  });
}

}  // namespace air780::fake
