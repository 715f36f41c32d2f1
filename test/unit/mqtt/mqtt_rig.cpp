#include "mqtt_rig.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <chrono>
#include <utility>

namespace air780 {
namespace {

std::string number(int value) { return {static_cast<char>(value >> 8), static_cast<char>(value & 0xFF)}; }

int number_at(std::string_view bytes, std::size_t offset) {
  return static_cast<std::uint8_t>(bytes.at(offset)) << 8 | static_cast<std::uint8_t>(bytes.at(offset + 1));
}

std::string packet(int first_byte, const std::string& body) {
  std::string out(1, static_cast<char>(first_byte));
  std::size_t length = body.size();
  do {
    const std::size_t rest = length / 128;
    out += static_cast<char>(length % 128 + (rest > 0 ? 128 : 0));
    length = rest;
  } while (length > 0);
  return out + body;
}

}  // namespace

std::string connack_packet(int code, bool session_present) {
  return packet(0x20, {static_cast<char>(session_present ? 1 : 0), static_cast<char>(code)});
}

std::string publish_packet(const std::string& topic, const std::string& payload, int qos, int id, bool retain) {
  return packet(0x30 | qos << 1 | (retain ? 1 : 0),
                number(static_cast<int>(topic.size())) + topic + (qos > 0 ? number(id) : std::string()) + payload);
}

std::string id_packet(MqttPacketType type, int id) {
  return packet(static_cast<int>(type) << 4 | (type == MqttPacketType::pubrel ? 2 : 0), number(id));
}

std::string suback_packet(int id, int code) { return packet(0x90, number(id) + static_cast<char>(code)); }

std::string pingresp_packet() { return packet(0xD0, {}); }

MqttPacketType type_of(std::string_view bytes) {
  return static_cast<MqttPacketType>(static_cast<std::uint8_t>(bytes.at(0)) >> 4);
}

std::size_t packet_size(std::string_view bytes) {
  std::size_t length = 0;
  for (std::size_t i = 1; i < 5 && i < bytes.size(); ++i) {
    length += static_cast<std::size_t>(bytes[i] & 0x7F) << (7 * (i - 1));
    if ((bytes[i] & 0x80) == 0) return bytes.size() >= 1 + i + length ? 1 + i + length : 0;
  }
  return 0;
}

std::size_t fixed_header_size(std::string_view bytes) {
  std::size_t size = 2;
  while ((bytes.at(size - 1) & 0x80) != 0) ++size;
  return size;
}

ReadPublish read_publish(std::string_view bytes) {
  ReadPublish read;
  const auto first = static_cast<std::uint8_t>(bytes.at(0));
  read.qos = first >> 1 & 3;
  read.retain = (first & 1) != 0;
  read.duplicate = (first & 8) != 0;
  std::size_t offset = fixed_header_size(bytes);
  const auto topic_size = static_cast<std::size_t>(number_at(bytes, offset));
  read.topic = bytes.substr(offset + 2, topic_size);
  offset += 2 + topic_size;
  if (read.qos > 0) {
    read.id = number_at(bytes, offset);
    offset += 2;
  }
  read.payload = bytes.substr(offset);
  return read;
}

int read_id(std::string_view bytes) { return number_at(bytes, fixed_header_size(bytes)); }

void FakeLink::write(std::string_view bytes) {
  EXPECT_FALSE(cut_) << "bytes written to a link that the client should have left";
  written_ += bytes;
  while (const std::size_t size = packet_size(std::string_view(written_).substr(framed_))) {
    const std::string packet = written_.substr(framed_, size);
    framed_ += size;
    types_.push_back(type_of(packet));
    if (answers_) {
      answer(packet);
    } else {
      packets_.push_back(packet);
    }
  }
}

void FakeLink::send(std::string bytes) {
  boost::asio::post(io_, [this, alive = std::weak_ptr<char>(alive_), bytes = std::move(bytes)] {
    if (!alive.expired() && !cut_) client_->link_received(bytes);
  });
}

bool FakeLink::wrote(MqttPacketType type) const {
  return std::find(types_.begin(), types_.end(), type) != types_.end();
}

void FakeLink::answer(std::string_view packet) {
  using enum MqttPacketType;
  switch (type_of(packet)) {
    case connect:
      return send(connack_packet(0, session_present_));
    case publish: {
      const ReadPublish read = read_publish(packet);
      if (read.qos > 0) send(id_packet(read.qos == 1 ? puback : pubrec, read.id));
      return;
    }
    case pubrel:
      return send(id_packet(pubcomp, read_id(packet)));
    case pubrec:
      return send(id_packet(pubrel, read_id(packet)));
    case subscribe:
      return send(suback_packet(read_id(packet), 1));
    case unsubscribe:
      return send(id_packet(unsuback, read_id(packet)));
    case pingreq:
      return send(pingresp_packet());
    default:
      return;
  }
}

bool Recorder::saw(MqttPacketType type, MqttDirection direction) const {
  return std::any_of(packets.begin(), packets.end(),
                     [&](const MqttPacket& packet) { return packet.type == type && packet.direction == direction; });
}

Module::Module(boost::asio::io_context& io, PahoEngine& engine) : io_(io), client_(engine.make_client()) {
  client_->set_observer(&heard_);
}

void Module::connect(const MqttConnectRequest& request) {
  auto link = std::make_unique<FakeLink>(io_, *client_);
  client_->connect(request, *link);
  link_ = std::move(link);
}

MqttTest::World& MqttTest::world() {
  static World instance;
  return instance;
}

bool MqttTest::run_until(const std::function<bool()>& happened) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!happened()) {
    if (std::chrono::steady_clock::now() > deadline) {
      ADD_FAILURE() << "nothing happened in time";
      return false;
    }
    io_.run_one_for(std::chrono::milliseconds(100));
  }
  return true;
}

std::string MqttTest::expect_packet(Module& module, MqttPacketType type) {
  if (!run_until([&] { return !module.link().packets().empty(); })) return {};
  std::string packet = std::move(module.link().packets().front());
  module.link().packets().pop_front();
  EXPECT_EQ(to_string(type_of(packet)), to_string(type));
  return packet;
}

void MqttTest::establish(Module& module, const MqttConnectRequest& request, bool session_present) {
  const int before = module.heard().connected;
  module.connect(request);
  expect_packet(module, MqttPacketType::connect);
  module.link().send(connack_packet(0, session_present));
  run_until([&] { return module.heard().connected > before; });
}

void MqttTest::let_paho_go_round() {
  for (int i = 0; i < 3; ++i) {
    Module other(io_, engine_);
    establish(other, request_of("other"));
    other.client().abandon();
  }
}

MqttConnectRequest request_of(const std::string& client_id, bool clean_session) {
  MqttConnectRequest request;
  request.client_id = client_id;
  request.clean_session = clean_session;
  return request;
}

}  // namespace air780
