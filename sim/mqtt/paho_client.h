// The MqttClient port on Paho: one module's MQTT sessions, one after another, each over a link of the module's.
// Made by PahoEngine::make_client(), owned by the composition; the engine must outlive it. Used from the io thread
// only.
//
// State       begins with               ends with
// idle        any end                   connect() -> starting
// starting    connect()                 engine ready and no earlier session left in Paho -> connecting
// connecting  Paho asked to connect     Paho's success -> connected; CONNACK 1..5, failure -> idle
// connected   Paho's success            disconnect() -> disconnecting; failure -> idle
// disconnecting  disconnect()           DISCONNECT written, or 1 s -> idle
// abandon() and forget() lead to idle from anywhere.
//
// A Paho object is kept from one session to the next only where clean_session false asks for it. A clean session always
// gets a fresh object, while the one before winds up in the background.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "protocol/mqtt/mqtt_client.h"
#include "sim/mqtt/bridge.h"
#include "sim/mqtt/event_queue.h"
#include "sim/mqtt/paho_engine.h"
#include "sim/mqtt/paho_handle.h"

namespace air780 {

class PahoClient : public MqttClient, private BridgeObserver, private PahoHandleObserver {
 public:
  // `filter` may be null.
  PahoClient(PahoEngine& engine, PacketFilter* filter);
  ~PahoClient() override;
  PahoClient(const PahoClient&) = delete;
  PahoClient& operator=(const PahoClient&) = delete;

  void set_observer(MqttClientObserver* observer) override { observer_ = observer; }
  void connect(const MqttConnectRequest& request, Link& link) override;
  void link_received(std::string_view bytes) override;
  void link_drained() override;
  // A `done` that has not been called yet is dropped.
  void abandon() override;
  // Without a session on the wire there is nothing to say goodbye to: as abandon(), then `done`.
  void disconnect(std::function<void()> done) override;
  MqttRequestResult publish(const MqttMessage& message) override;
  MqttRequestResult subscribe(const std::string& topic_filter, int qos) override;
  MqttRequestResult unsubscribe(const std::string& topic_filter) override;
  void forget() override;

 private:
  enum class State { idle, starting, connecting, connected, disconnecting };

  void bridge_packet(const MqttPacket& packet) override;
  void bridge_broken(const std::string& reason) override;
  void bridge_wrote_disconnect() override;
  void bridge_ended() override;
  void paho_connected(bool session_present) override;
  void paho_idle(const std::string& reason) override;
  void paho_message(const MqttMessage& message) override;

  bool continues_session(const MqttConnectRequest& request) const;
  void begin();
  void begin_again();
  void welcome(LoopbackListener::Arrival arrival);
  void note_to_broker(const MqttPacket& packet);
  void await_pingresp();
  void fail(const std::string& reason);
  void refuse(int return_code);
  void finish_disconnect();
  void end_session();
  void retire_handle();
  MqttRequestResult counted(MqttRequestResult result);
  void update_hurry();
  void tell(std::function<void(MqttClientObserver&)> event);
  void start_timer(boost::asio::steady_timer& timer, std::chrono::milliseconds delay, void (PahoClient::*action)());
  void wind_up_took_too_long();
  void pingresp_took_too_long();

  PahoEngine& engine_;
  PacketFilter* const filter_;
  MqttClientObserver* observer_ = nullptr;
  EventQueue events_;
  State state_ = State::idle;
  std::uint64_t session_ = 0;  // tells timers and questions of an earlier session from this one's
  MqttConnectRequest request_;
  Link* link_ = nullptr;
  std::unique_ptr<PahoHandle> handle_;
  bool handle_keeps_session_ = false;
  std::string handle_client_id_;
  std::shared_ptr<Bridge> bridge_;
  int attempts_ = 0;
  std::size_t unwritten_requests_ = 0;  // accepted by Paho and not seen on the wire
  bool ping_outstanding_ = false;
  std::function<void()> disconnect_done_;
  Pacemaker::Hurry hurry_;
  boost::asio::steady_timer wind_up_timer_;
  boost::asio::steady_timer pingresp_timer_;
  boost::asio::steady_timer disconnect_timer_;
  std::shared_ptr<char> alive_ = std::make_shared<char>();
};

}  // namespace air780
