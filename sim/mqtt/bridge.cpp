#include "sim/mqtt/bridge.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <utility>

#include "sim/mqtt/quick_acknowledge.h"

namespace air780 {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::string_view disconnect_packet("\xE0\0", 2);

}  // namespace

Bridge::Bridge(tcp::socket paho, Link& link, BridgeObserver& observer, PacketFilter* filter)
    : paho_(std::move(paho)), link_(&link), observer_(&observer), filter_(filter) {
  error_code ignored;
  paho_.set_option(tcp::no_delay(true), ignored);
  acknowledge_quickly(paho_);
  if (filter_ != nullptr) make_passages();
}

void Bridge::make_passages() {
  passage_to_broker_.emplace(paho_.get_executor(), [this](const MqttPacket&, const std::string& bytes) {
    if (link_ != nullptr) write_to_link(bytes);
  });
  passage_from_broker_.emplace(paho_.get_executor(), [this](const MqttPacket& packet, const std::string& bytes) {
    const auto self = shared_from_this();  // its client may let go of it
    arrived_from_broker(packet, bytes);
  });
}

void Bridge::start(std::string_view already_read) {
  take_from_paho(already_read);
  read();
}

void Bridge::read() {
  if (reading_ || !paho_.is_open()) return;
  if (link_ != nullptr && link_->unsent() > high_water) return;  // link_drained() goes on
  reading_ = true;
  paho_.async_read_some(asio::buffer(buffer_), [self = shared_from_this()](const error_code& error, std::size_t size) {
    self->reading_ = false;
    if (error) {
      error_code ignored;
      self->paho_.close(ignored);
      if (self->observer_ != nullptr) self->observer_->bridge_ended();
      return;
    }
    acknowledge_quickly(self->paho_);
    if (self->link_ != nullptr) self->take_from_paho({self->buffer_.data(), size});
    self->read();
  });
}

void Bridge::take_from_paho(std::string_view bytes) {
  if (bytes.empty()) return;
  if (filter_ != nullptr) return take_packets_from_paho(bytes);
  std::size_t passed = 0;
  bool ended = false;
  while (passed < bytes.size()) {
    const PacketFramer::Step step = to_broker_.take(bytes.substr(passed));
    if (!to_broker_.broken().empty()) return observer_->bridge_broken("the client: " + to_broker_.broken());
    if (step.packet && step.packet->type == MqttPacketType::disconnect) {
      ended = !disconnect_permitted_;
      if (ended) break;
      disconnect_written_ = true;
    }
    passed += step.consumed;
    if (step.packet) observer_->bridge_packet(*step.packet);
    if (link_ == nullptr) return;
  }
  // The first byte of a DISCONNECT waits for its second, since only a whole one can still be held back.
  const bool hold = !ended && to_broker_.at_disconnect_length();
  const std::string_view good = bytes.substr(0, hold ? passed - 1 : passed);
  if (disconnect_byte_held_ && !good.empty()) write_to_link(disconnect_packet.substr(0, 1));
  disconnect_byte_held_ = hold;
  write_to_link(good);
  if (ended) observer_->bridge_ended();
  if (disconnect_written_) observer_->bridge_wrote_disconnect();
}

void Bridge::take_packets_from_paho(std::string_view bytes) {
  const auto self = shared_from_this();
  while (!bytes.empty() && link_ != nullptr) {
    const PacketFramer::Step step = to_broker_.take(bytes);
    if (!to_broker_.broken().empty()) return observer_->bridge_broken("the client: " + to_broker_.broken());
    packet_to_broker_ += bytes.substr(0, step.consumed);
    bytes.remove_prefix(step.consumed);
    if (step.packet && !filter_from_paho(*step.packet)) return;
  }
}

// False when that was the last packet of the bridge.
bool Bridge::filter_from_paho(const MqttPacket& packet) {
  const bool disconnect = packet.type == MqttPacketType::disconnect;
  if (disconnect && !disconnect_permitted_) {
    observer_->bridge_ended();
    return false;
  }
  std::string bytes = std::exchange(packet_to_broker_, {});
  const PacketFate fate = filter_->packet_passes(packet);
  if (link_ == nullptr) return false;
  observer_->bridge_packet(packet);
  if (link_ == nullptr) return false;
  passage_to_broker_->take(packet, std::move(bytes), fate);
  if (link_ == nullptr || !disconnect) return link_ != nullptr;
  disconnect_written_ = true;
  observer_->bridge_wrote_disconnect();
  return false;
}

void Bridge::write_to_link(std::string_view bytes) {
  if (!bytes.empty()) link_->write(bytes);
}

void Bridge::write_disconnect() {
  if (link_ == nullptr || disconnect_written_ || !to_broker_.between_packets()) return;
  const PacketFramer::Step step = to_broker_.take(disconnect_packet);
  observer_->bridge_packet(*step.packet);
  disconnect_written_ = true;
  write_to_link(disconnect_packet);
}

void Bridge::link_received(std::string_view bytes) {
  std::string_view rest = bytes;
  while (!rest.empty()) {
    if (link_ == nullptr) return;
    const PacketFramer::Step step = from_broker_.take(rest);
    if (!from_broker_.broken().empty()) return observer_->bridge_broken("from the broker: " + from_broker_.broken());
    if (step.packet && !order_allowed(*step.packet)) {
      return observer_->bridge_broken("from the broker: " + std::string(to_string(step.packet->type)) +
                                      (connack_seen_ ? " a second time" : " before CONNACK"));
    }
    if (filter_ != nullptr) packet_from_broker_ += rest.substr(0, step.consumed);
    rest.remove_prefix(step.consumed);
    if (!step.packet) continue;
    if (filter_ == nullptr) {
      observer_->bridge_packet(*step.packet);
    } else if (!filter_from_broker(*step.packet)) {
      return;
    }
  }
  if (link_ != nullptr && filter_ == nullptr) queue_to_paho(bytes);
}

bool Bridge::filter_from_broker(const MqttPacket& packet) {
  std::string bytes = std::exchange(packet_from_broker_, {});
  const PacketFate fate = filter_->packet_passes(packet);
  if (link_ != nullptr) passage_from_broker_->take(packet, std::move(bytes), fate);
  if (link_ != nullptr) pause_link_if_full();
  return link_ != nullptr;
}

void Bridge::arrived_from_broker(const MqttPacket& packet, std::string_view bytes) {
  if (link_ == nullptr) return;
  // Paho is not to see what a client of MQTT answers by hanging up.
  if (packet.type == MqttPacketType::connack && std::exchange(connack_arrived_, true)) {
    return observer_->bridge_broken("from the broker: CONNACK a second time");
  }
  observer_->bridge_packet(packet);
  if (link_ != nullptr) queue_to_paho(bytes);
}

bool Bridge::order_allowed(const MqttPacket& packet) {
  const bool is_connack = packet.type == MqttPacketType::connack;
  if (is_connack == connack_seen_) return false;
  connack_seen_ = true;
  return true;
}

void Bridge::queue_to_paho(std::string_view bytes) {
  queued_.append(bytes);
  pause_link_if_full();
  write();
}

std::size_t Bridge::waiting_for_paho() const {
  return queued_.size() + in_write_.size() + (passage_from_broker_ ? passage_from_broker_->size() : 0);
}

void Bridge::pause_link_if_full() {
  if (link_paused_ || waiting_for_paho() <= high_water) return;
  link_paused_ = true;
  link_->pause_reading(true);
}

void Bridge::write() {
  if (writing_ || queued_.empty() || !paho_.is_open()) return;
  writing_ = true;
  in_write_.swap(queued_);
  asio::async_write(paho_, asio::buffer(in_write_), [self = shared_from_this()](const error_code& error, std::size_t) {
    self->writing_ = false;
    self->in_write_.clear();
    // A large message must not cost its memory for the rest of the session.
    if (self->in_write_.capacity() > self->buffer_.size()) std::string().swap(self->in_write_);
    if (error || self->link_ == nullptr) return;  // the reading side notices the end
    if (self->link_paused_ && self->waiting_for_paho() <= high_water / 2) {
      self->link_paused_ = false;
      self->link_->pause_reading(false);
    }
    self->write();
  });
}

void Bridge::link_drained() { read(); }

void Bridge::detach() {
  if (link_ == nullptr) return;
  if (link_paused_) link_->pause_reading(false);
  link_ = nullptr;
  observer_ = nullptr;
  queued_.clear();
  error_code ignored;
  paho_.shutdown(tcp::socket::shutdown_send, ignored);
  read();
}

}  // namespace air780
