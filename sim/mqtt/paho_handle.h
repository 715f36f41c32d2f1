// One MQTTAsync object of Paho: the state of one MQTT client identifier's session, connected or not.
// Owned by a PahoClient, by the pacemaker or, while it winds up, by the engine. Used from the io thread only; the
// observer is called on that thread, never from inside a call of this class.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "protocol/mqtt/mqtt_client.h"
#include "sim/mqtt/paho_registry.h"

namespace air780 {

// Each call may destroy the handle.
class PahoHandleObserver {
 public:
  virtual ~PahoHandleObserver() = default;
  virtual void paho_connected(bool session_present) = 0;
  // The connect failed or the session is over; the handle is not busy any more.
  virtual void paho_idle(const std::string& reason) = 0;
  virtual void paho_message(const MqttMessage& message) = 0;
};

class PahoHandle {
 public:
  // Null when Paho refuses, for want of memory.
  static std::unique_ptr<PahoHandle> create(boost::asio::io_context& io, PahoHandleObserver& observer);

  class Key;  // keeps the constructor to create()
  PahoHandle(Key, boost::asio::io_context& io, PahoHandleObserver& observer);

  // Of a connected handle Paho says DISCONNECT, so its bridge is to be detached first.
  ~PahoHandle();
  PahoHandle(const PahoHandle&) = delete;
  PahoHandle& operator=(const PahoHandle&) = delete;

  void set_observer(PahoHandleObserver& observer) { observer_ = &observer; }

  // The client identifier in the CONNECT that Paho brings to the loopback listener; the bridge puts the session's own
  // in its place. Made anew for each handle and not to be guessed: sessions may share an identifier, or have none, and
  // yet each must get its own connection, and nobody else's.
  const std::string& token() const { return token_; }

  // From a successful connect() until paho_idle.
  bool busy() const { return busy_; }
  // False once a DISCONNECT may still be queued in Paho, which would end the next session.
  bool reusable() const { return !busy_ && !disconnect_queued_; }

  // Begins to connect to the loopback port; of the request, `client_id` is not used. To be called when not busy.
  // Returns why Paho refuses the request, nothing when it has begun.
  std::optional<std::string> connect(const MqttConnectRequest& request, std::uint16_t port);

  // Queues DISCONNECT behind what was asked for before; paho_idle follows. False when there is no session.
  bool disconnect();

  MqttRequestResult publish(const MqttMessage& message);
  MqttRequestResult subscribe(const std::string& topic_filter, int qos);
  MqttRequestResult unsubscribe(const std::string& topic_filter);

 private:
  struct Callbacks;

  void become_idle(const std::string& reason);

  boost::asio::io_context& io_;
  PahoHandleObserver* observer_;
  std::string token_;
  void* async_ = nullptr;  // MQTTAsync
  paho_registry::Ticket ticket_ = 0;
  bool busy_ = false;
  bool disconnect_queued_ = false;
};

}  // namespace air780
