#include "test/fake/wire_mqtt_client.h"

#include <algorithm>
#include <cstring>

#include "sim/scenario/subject.h"

namespace air780::fake {
namespace {

constexpr Duration hop = std::chrono::microseconds(300);
// A packet on the link: its key, its size, and as many bytes as are missing.
constexpr std::size_t header = 2 * sizeof(std::uint32_t);

MqttPacket packet_for(const MqttMessage& message, std::uint16_t id) {
  MqttPacket packet;
  packet.packet_id = id;
  packet.topic = message.topic;
  packet.qos = message.qos;
  packet.retain = message.retain;
  packet.payload_size = message.payload.size();
  packet.size = 4 + message.topic.size() + message.payload.size();
  return packet;
}

MqttPacket packet_with(std::uint16_t id, std::uint8_t code = 0) {
  MqttPacket packet;
  packet.packet_id = id;
  packet.return_code = code;
  packet.size = 4;
  return packet;
}

}  // namespace

WireMqttClient::WireMqttClient(Scheduler& scheduler, MemoryNetwork& network)
    : scheduler_(scheduler), network_(network), keepalive_(scheduler) {
  network_.written = [this](std::string_view bytes) {
    take(up_, bytes, [this](const MqttPacket& packet, const Arrival& arrives) {
      // The broker needs a moment, and never answers from inside the client's write.
      scheduler_.call_after(hop, [packet, arrives] { arrives(packet); });
    });
  };
}

// --- the client's requests ------------------------------------------------------------------------------------------

void WireMqttClient::connect(const MqttConnectRequest& request, Link& link) {
  abandon();
  link_ = &link;
  request_ = request;
  scheduler_.call_after({}, [this, session = session_] {
    if (session != session_ || !observer_) return;
    to_broker(MqttPacketType::connect, packet_with(0), [this](const MqttPacket&) {
      if (request_.clean_session) subscriptions_.clear();
      to_client(MqttPacketType::connack, packet_with(0), [this](const MqttPacket& connack) {
        if (connack.return_code != 0) {
          link_ = nullptr;
          return observer_->mqtt_refused(connack.return_code);
        }
        online_ = true;
        keep_alive();
        observer_->mqtt_connected(!request_.clean_session);
      });
    });
  });
}

MqttRequestResult WireMqttClient::publish(const MqttMessage& message) {
  if (message.topic.find_first_of("+#") != std::string::npos) return MqttRequestResult::rejected;
  if (!online_) return MqttRequestResult::not_connected;
  const auto id = static_cast<std::uint16_t>(message.qos == 0 ? 0 : ++last_packet_id_);
  scheduler_.call_after({}, [this, message, id, session = session_] {
    if (session != session_ || !online_) return;
    to_broker(MqttPacketType::publish, packet_for(message, id), [this, message, id](const MqttPacket&) {
      if (message.qos == 1) to_client(MqttPacketType::puback, packet_with(id), [](const MqttPacket&) {});
      if (message.qos == 2) {
        to_client(MqttPacketType::pubrec, packet_with(id), [this, id](const MqttPacket&) {
          to_broker(MqttPacketType::pubrel, packet_with(id), [this, id](const MqttPacket&) {
            to_client(MqttPacketType::pubcomp, packet_with(id), [](const MqttPacket&) {});
          });
        });
      }
      broker_takes(message);
    });
  });
  return MqttRequestResult::accepted;
}

MqttRequestResult WireMqttClient::subscribe(const std::string& topic_filter, int qos) {
  if (!online_) return MqttRequestResult::not_connected;
  MqttPacket packet = packet_with(++last_packet_id_);
  packet.topic = topic_filter;
  scheduler_.call_after({}, [this, packet, topic_filter, qos, session = session_] {
    if (session != session_ || !online_) return;
    to_broker(MqttPacketType::subscribe, packet, [this, topic_filter, qos](const MqttPacket& request) {
      subscriptions_[topic_filter] = qos;
      to_client(MqttPacketType::suback, packet_with(request.packet_id), [](const MqttPacket&) {});
    });
  });
  return MqttRequestResult::accepted;
}

MqttRequestResult WireMqttClient::unsubscribe(const std::string& topic_filter) {
  if (!online_) return MqttRequestResult::not_connected;
  const MqttPacket packet = packet_with(++last_packet_id_);
  scheduler_.call_after({}, [this, packet, topic_filter, session = session_] {
    if (session != session_ || !online_) return;
    to_broker(MqttPacketType::unsubscribe, packet, [this, topic_filter](const MqttPacket& request) {
      subscriptions_.erase(topic_filter);
      to_client(MqttPacketType::unsuback, packet_with(request.packet_id), [](const MqttPacket&) {});
    });
  });
  return MqttRequestResult::accepted;
}

void WireMqttClient::abandon() {
  ++session_;
  online_ = false;
  link_ = nullptr;
  keepalive_.stop();
  ping_unanswered_ = false;
  up_ = {};
  down_ = {};
}

void WireMqttClient::disconnect(std::function<void()> done) {
  scheduler_.call_after({}, [this, done = std::move(done), session = session_] {
    if (session != session_) return;
    to_broker(MqttPacketType::disconnect, packet_with(0), [](const MqttPacket&) {});
    abandon();
    done();
  });
}

void WireMqttClient::keep_alive() {
  if (request_.keepalive_seconds == 0) return;
  keepalive_.start(std::chrono::seconds(request_.keepalive_seconds), [this] {
    if (ping_unanswered_) {
      abandon();
      return observer_->mqtt_failed("no PINGRESP");
    }
    ping_unanswered_ = true;
    to_broker(MqttPacketType::pingreq, packet_with(0), [this](const MqttPacket&) {
      to_client(MqttPacketType::pingresp, packet_with(0), [this](const MqttPacket&) { ping_unanswered_ = false; });
    });
    keep_alive();
  });
}

// --- the wire -------------------------------------------------------------------------------------------------------

void WireMqttClient::to_broker(MqttPacketType type, MqttPacket packet, Arrival arrives) {
  packet.type = type;
  packet.direction = MqttDirection::to_broker;
  const auto session = session_;
  const PacketFate fate = filter ? filter->packet_passes(packet) : PacketFate{};
  if (session != session_ || !observer_) return;
  observer_->mqtt_packet(packet);
  if (session != session_ || fate.dropped) return;
  pass(up_, fate.delay, [this, packet, arrives, twice = fate.duplicated] {
    for (int i = 0; i < (twice ? 2 : 1) && link_; ++i) link_->write(put(up_, packet, arrives));
  });
}

void WireMqttClient::to_client(MqttPacketType type, MqttPacket packet, Arrival arrives) {
  packet.type = type;
  packet.direction = MqttDirection::from_broker;
  network_.send_from_peer(put(down_, packet, std::move(arrives)));
}

void WireMqttClient::link_received(std::string_view bytes) {
  take(down_, bytes, [this](const MqttPacket& packet, const Arrival& arrives) { arrive_at_client(packet, arrives); });
}

void WireMqttClient::arrive_at_client(MqttPacket packet, const Arrival& arrives) {
  const auto session = session_;
  const PacketFate fate = filter ? filter->packet_passes(packet) : PacketFate{};
  if (session != session_ || fate.dropped) return;
  if (fate.return_code) packet.return_code = static_cast<std::uint8_t>(*fate.return_code);
  pass(down_, fate.delay, [this, packet, arrives, session, twice = fate.duplicated] {
    for (int i = 0; i < (twice ? 2 : 1) && session == session_ && observer_; ++i) {
      observer_->mqtt_packet(packet);
      if (session == session_) arrives(packet);
    }
  });
}

void WireMqttClient::pass(Way& way, Duration delay, std::function<void()> action) {
  const Duration due = std::max(scheduler_.now() + delay, way.free_at);
  way.free_at = due;
  if (due == scheduler_.now()) return action();
  scheduler_.call_after(due - scheduler_.now(), [this, action = std::move(action), session = session_] {
    if (session == session_) action();
  });
}

std::string WireMqttClient::put(Way& way, const MqttPacket& packet, Arrival arrives) {
  const std::uint32_t key = ++last_key_;
  const auto size = static_cast<std::uint32_t>(std::max(packet.size, header));
  way.packets.emplace(key, std::pair(packet, std::move(arrives)));
  std::string bytes(size, 'x');
  std::memcpy(bytes.data(), &key, sizeof key);
  std::memcpy(bytes.data() + sizeof key, &size, sizeof size);
  return bytes;
}

void WireMqttClient::take(Way& way, std::string_view bytes, const std::function<void(MqttPacket, Arrival)>& each) {
  const auto session = session_;
  way.received += bytes;
  while (session == session_ && way.received.size() >= header) {
    std::uint32_t key = 0;
    std::uint32_t size = 0;
    std::memcpy(&key, way.received.data(), sizeof key);
    std::memcpy(&size, way.received.data() + sizeof key, sizeof size);
    if (way.received.size() < size) return;
    way.received.erase(0, size);
    auto node = way.packets.extract(key);
    if (!node.empty()) each(node.mapped().first, node.mapped().second);
  }
}

// --- the broker -----------------------------------------------------------------------------------------------------

void WireMqttClient::peer_publish(const MqttMessage& message) { broker_takes(message); }

void WireMqttClient::broker_takes(const MqttMessage& message) {
  published.push_back(message);
  for (const auto& [filter_text, qos] : subscriptions_) {
    if (topic_matches(filter_text, message.topic)) return deliver(message);
  }
}

void WireMqttClient::deliver(const MqttMessage& message) {
  if (!online_) return;
  to_client(MqttPacketType::publish, packet_for(message, 0),
            [this, message](const MqttPacket&) { observer_->mqtt_message(message); });
}

}  // namespace air780::fake
