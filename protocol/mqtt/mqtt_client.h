// The port to an MQTT 3.1.1 client engine. protocol/mqtt/mqtt_session decides what the module says and when; the engine
// behind this port keeps the rules of MQTT (identifiers, acknowledgements, retransmission, keepalive).
// The program implements it with Paho MQTT C (sim/mqtt), tests with a client in memory.
// Owned by the composition; must outlive the module. Used from the module's one thread only; the observer is called on
// that thread, never from inside a call of this interface.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/ports/network.h"

namespace air780 {

struct MqttMessage {
  std::string topic;
  std::string payload;  // raw bytes
  int qos = 0;          // 0..2
  bool retain = false;
};

struct MqttConnectRequest {
  std::string client_id;
  std::optional<std::string> username;
  std::optional<std::string> password;
  std::optional<MqttMessage> will;
  bool clean_session = true;
  std::uint16_t keepalive_seconds = 60;
};

// MQTT 3.1.1 §2.2.1, table 2.1.
enum class MqttPacketType : std::uint8_t {
  connect = 1,
  connack,
  publish,
  puback,
  pubrec,
  pubrel,
  pubcomp,
  subscribe,
  suback,
  unsubscribe,
  unsuback,
  pingreq,
  pingresp,
  disconnect,
};
std::string_view to_string(MqttPacketType type);  // "CONNECT", "PUBACK", …

enum class MqttDirection : std::uint8_t { to_broker, from_broker };

// What the tap on the wire saw of one control packet.
struct MqttPacket {
  MqttDirection direction = MqttDirection::to_broker;
  MqttPacketType type = MqttPacketType::connect;
  std::uint16_t packet_id = 0;   // 0 where the packet has none
  std::uint8_t return_code = 0;  // CONNACK (0..5) and SUBACK (0..2, 0x80); else 0
  int qos = 0;                   // PUBLISH
  bool retain = false;           // PUBLISH
  bool duplicate = false;        // PUBLISH
  std::string topic;             // PUBLISH, SUBSCRIBE, UNSUBSCRIBE (the first one)
  std::size_t payload_size = 0;  // PUBLISH
  std::size_t size = 0;          // of the whole packet on the wire
};

class MqttClientObserver {
 public:
  virtual ~MqttClientObserver() = default;
  // Every control packet both ways, in the order of the wire, as it passes.
  virtual void mqtt_packet(const MqttPacket& packet) = 0;
  // CONNACK 0 has come and the client takes publishes and subscriptions.
  virtual void mqtt_connected(bool session_present) = 0;
  // CONNACK 1..5 has come. The link stays as it is; the client is free for another connect().
  virtual void mqtt_refused(int return_code) = 0;
  // The client itself gave the session up (a protocol error, no PINGRESP); the link stays as it is.
  virtual void mqtt_failed(const std::string& reason) = 0;
  // A message to the application, after the client's own acknowledgement rules (QoS 2 once).
  virtual void mqtt_message(const MqttMessage& message) = 0;
};

enum class MqttRequestResult { accepted, not_connected, bad_utf8, rejected };

class MqttClient {
 public:
  virtual ~MqttClient() = default;

  virtual void set_observer(MqttClientObserver* observer) = 0;

  // Begins a session over an open link, whose bytes the session owner passes on through link_received/link_drained.
  // `link` must live until abandon() or until the observer heard refused or failed. May be called while an earlier
  // session is still being wound up inside the engine: it then begins as soon as that is over.
  // With clean_session false and the client id of an earlier session, unacknowledged QoS 1/2 messages are sent again.
  virtual void connect(const MqttConnectRequest& request, Link& link) = 0;

  virtual void link_received(std::string_view bytes) = 0;
  virtual void link_drained() = 0;

  // Ends the session without a DISCONNECT, in any state: the link was lost or is about to be dropped. Nothing more is
  // written to it and the observer hears no more of this session.
  virtual void abandon() = 0;

  // Sends DISCONNECT, then calls `done`; after that as after abandon().
  virtual void disconnect(std::function<void()> done) = 0;

  // Hands one request to the engine, which writes it at once. What becomes of it is seen by mqtt_packet (PUBACK …).
  virtual MqttRequestResult publish(const MqttMessage& message) = 0;
  virtual MqttRequestResult subscribe(const std::string& topic_filter, int qos) = 0;
  virtual MqttRequestResult unsubscribe(const std::string& topic_filter) = 0;

  // The module lost its memory (reboot, power): abandon, and forget sessions kept for clean_session false.
  virtual void forget() = 0;
};

}  // namespace air780
