#include "sim/verify_peer.h"

#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdio>
#include <utility>

#include "sim/log.h"
#include "sim/mqtt/paho_engine.h"
#include "sim/network/asio_network.h"

namespace air780 {

// One message from connecting to the broker's acknowledgement. QoS 0 has none, so the message goes out with QoS 1; a
// subscriber gets it with the lower of both, which the module does not show.
class VerifyPeer::Session final : private LinkObserver, private MqttClientObserver {
 public:
  explicit Session(const MqttMessage& message) : message_(message) { message_.qos = std::max(message_.qos, 1); }
  ~Session() override { client_->abandon(); }

  bool run(const Endpoint& broker) {
    using namespace std::chrono_literals;
    client_->set_observer(this);
    link_ = network_.open({broker.host, broker.port, 5s}, *this);
    io_.run_for(10s);
    if (!acknowledged_) {
      std::fputs(fmt::format("air780sim verify: --peer {}: {}\n", broker.text(), failure_).c_str(), stderr);
    }
    return acknowledged_;
  }

 private:
  void link_opened() override {
    client_->connect({"air780sim-verify-peer", std::nullopt, std::nullopt, std::nullopt, true, 60}, *link_);
  }
  void link_failed(const LinkError& error) override { end(error.detail); }
  void link_received(std::string_view bytes) override { client_->link_received(bytes); }
  void link_drained() override { client_->link_drained(); }
  void link_closed(LinkEnd) override { end("the broker closed the connection"); }

  void mqtt_packet(const MqttPacket& packet) override {
    const bool last = packet.type == MqttPacketType::puback || packet.type == MqttPacketType::pubcomp;
    if (packet.direction != MqttDirection::from_broker || !last) return;
    acknowledged_ = true;
    io_.stop();
  }
  void mqtt_connected(bool) override {
    if (client_->publish(message_) != MqttRequestResult::accepted) end("the message cannot be published");
  }
  void mqtt_refused(int code) override { end(fmt::format("the broker refused the session: CONNACK {}", code)); }
  void mqtt_failed(const std::string& reason) override { end(reason); }
  void mqtt_message(const MqttMessage&) override {}

  void end(std::string failure) {
    failure_ = std::move(failure);
    io_.stop();
  }

  MqttMessage message_;
  std::string failure_ = "no answer within 10 s";
  bool acknowledged_ = false;
  Log log_{LogLevel::error};
  boost::asio::io_context io_{1};
  AsioNetwork network_{io_, Routes()};
  PahoEngine engine_{io_, log_};
  std::unique_ptr<MqttClient> client_ = engine_.make_client();
  std::unique_ptr<Link> link_;
};

VerifyPeer::VerifyPeer(Endpoint broker) : broker_(std::move(broker)) {}
VerifyPeer::~VerifyPeer() = default;

bool VerifyPeer::publish(const MqttMessage& message) { return Session(message).run(broker_); }

}  // namespace air780
