#include "sim/mqtt/paho_client.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace air780 {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds wind_up_limit{2};
constexpr seconds disconnect_limit{1};
// A PINGRESP may take one keepalive interval, but a short interval is no reason to be stricter than this.
constexpr seconds least_pingresp_limit{5};
constexpr std::size_t longest_client_id = 65535;
constexpr int most_attempts = 5;

}  // namespace

PahoClient::PahoClient(PahoEngine& engine, PacketFilter* filter)
    : engine_(engine),
      filter_(filter),
      events_(engine.io()),
      wind_up_timer_(engine.io()),
      pingresp_timer_(engine.io()),
      disconnect_timer_(engine.io()) {}

PahoClient::~PahoClient() { PahoClient::forget(); }

void PahoClient::connect(const MqttConnectRequest& request, Link& link) {
  abandon();
  if (request.client_id.size() > longest_client_id) return fail("the client identifier is too long");
  state_ = State::starting;
  request_ = request;
  link_ = &link;
  attempts_ = 0;
  if (!continues_session(request)) retire_handle();
  engine_.when_ready([this, session = session_, alive = std::weak_ptr<char>(alive_)](const std::string& failure) {
    if (alive.expired() || session != session_ || state_ != State::starting) return;
    if (failure.empty()) return begin();
    fail(failure);
  });
  update_hurry();
}

bool PahoClient::continues_session(const MqttConnectRequest& request) const {
  return handle_ != nullptr && handle_keeps_session_ && !request.clean_session &&
         handle_client_id_ == request.client_id;
}

void PahoClient::begin() {
  if (handle_ != nullptr && handle_->busy()) {
    // paho_idle() comes back here.
    state_ = State::starting;
    return start_timer(wind_up_timer_, wind_up_limit, &PahoClient::wind_up_took_too_long);
  }
  wind_up_timer_.cancel();
  if (handle_ != nullptr && !handle_->reusable()) retire_handle();
  if (handle_ == nullptr) handle_ = PahoHandle::create(engine_.io(), *this);
  if (handle_ == nullptr) return fail("Paho has no memory for a client");
  handle_keeps_session_ = !request_.clean_session;
  handle_client_id_ = request_.client_id;
  state_ = State::connecting;
  engine_.listener().expect(handle_->token(),
                            [this](LoopbackListener::Arrival arrival) { welcome(std::move(arrival)); });
  if (const auto refusal = handle_->connect(request_, engine_.listener().port())) fail(*refusal);
}

void PahoClient::begin_again() {
  engine_.listener().stop_expecting(handle_->token());
  if (!handle_keeps_session_) retire_handle();
  begin();
}

void PahoClient::wind_up_took_too_long() {
  if (state_ != State::starting) return;
  engine_.log().warning("MQTT: Paho did not end the session before in time; what it kept is lost");
  retire_handle();
  begin();
}

void PahoClient::welcome(LoopbackListener::Arrival arrival) {
  BridgeObserver& observer = *this;  // a private base, which make_shared could not see
  bridge_ = std::make_shared<Bridge>(std::move(arrival.socket), *link_, observer, filter_);
  const auto bridge = bridge_;  // which may end inside the call
  bridge->start(with_client_id(arrival.bytes, arrival.start, request_.client_id));
  // Paho's receiving thread does not know the new socket yet, on which the CONNACK will come.
  engine_.pacemaker().kick();
}

void PahoClient::link_received(std::string_view bytes) {
  if (const auto bridge = bridge_) bridge->link_received(bytes);
}

void PahoClient::link_drained() {
  if (const auto bridge = bridge_) bridge->link_drained();
}

void PahoClient::abandon() {
  events_.clear();
  disconnect_done_ = nullptr;
  end_session();
}

void PahoClient::disconnect(std::function<void()> done) {
  if (state_ != State::connected) {
    abandon();
    if (done) events_.push(std::move(done));
    return;
  }
  state_ = State::disconnecting;
  disconnect_done_ = std::move(done);
  bridge_->permit_disconnect();
  if (!handle_->disconnect()) return finish_disconnect();
  start_timer(disconnect_timer_, disconnect_limit, &PahoClient::finish_disconnect);
  update_hurry();
}

MqttRequestResult PahoClient::publish(const MqttMessage& message) {
  if (state_ != State::connected) return MqttRequestResult::not_connected;
  return counted(handle_->publish(message));
}

MqttRequestResult PahoClient::subscribe(const std::string& topic_filter, int qos) {
  if (state_ != State::connected) return MqttRequestResult::not_connected;
  return counted(handle_->subscribe(topic_filter, qos));
}

MqttRequestResult PahoClient::unsubscribe(const std::string& topic_filter) {
  if (state_ != State::connected) return MqttRequestResult::not_connected;
  return counted(handle_->unsubscribe(topic_filter));
}

MqttRequestResult PahoClient::counted(MqttRequestResult result) {
  if (result == MqttRequestResult::accepted) unwritten_requests_ += 1;
  update_hurry();
  return result;
}

void PahoClient::forget() {
  abandon();
  retire_handle();
  update_hurry();
}

void PahoClient::bridge_packet(const MqttPacket& packet) {
  tell([packet](MqttClientObserver& observer) { observer.mqtt_packet(packet); });
  if (packet.direction == MqttDirection::to_broker) return note_to_broker(packet);
  if (packet.type == MqttPacketType::pingresp) {
    ping_outstanding_ = false;
    pingresp_timer_.cancel();
  } else if (packet.type == MqttPacketType::connack && packet.return_code != 0) {
    refuse(packet.return_code);
  }
}

void PahoClient::note_to_broker(const MqttPacket& packet) {
  using enum MqttPacketType;
  const bool requested =
      (packet.type == publish && !packet.duplicate) || packet.type == subscribe || packet.type == unsubscribe;
  if (requested && unwritten_requests_ > 0) {
    unwritten_requests_ -= 1;
    update_hurry();
  }
  if (packet.type == pingreq) await_pingresp();
}

void PahoClient::await_pingresp() {
  if (ping_outstanding_) return;
  ping_outstanding_ = true;
  start_timer(pingresp_timer_, std::max(seconds(request_.keepalive_seconds), least_pingresp_limit),
              &PahoClient::pingresp_took_too_long);
}

void PahoClient::pingresp_took_too_long() {
  if (ping_outstanding_) fail("no PINGRESP");
}

void PahoClient::bridge_broken(const std::string& reason) { fail(reason); }

void PahoClient::bridge_wrote_disconnect() { finish_disconnect(); }

void PahoClient::bridge_ended() {
  if (state_ == State::disconnecting) return finish_disconnect();
  fail("the client ended the session");
}

void PahoClient::paho_connected(bool session_present) {
  if (state_ != State::connecting || bridge_ == nullptr) return;
  state_ = State::connected;
  update_hurry();
  tell([session_present](MqttClientObserver& observer) { observer.mqtt_connected(session_present); });
}

void PahoClient::paho_idle(const std::string& reason) {
  switch (state_) {
    case State::idle:
      return update_hurry();
    case State::starting:
      return begin();
    case State::connecting:
      // While nothing has gone to the broker, Paho's trouble with our own loopback socket is nobody else's.
      if (bridge_ == nullptr && ++attempts_ < most_attempts) return begin_again();
      return fail(reason);
    case State::connected:
      return fail(reason);
    case State::disconnecting:
      // What Paho wrote last, its DISCONNECT too, may still lie in the loopback socket; bridge_ended() comes after it.
      return;
  }
}

void PahoClient::paho_message(const MqttMessage& message) {
  if (state_ != State::connected && state_ != State::disconnecting) return;
  tell([message](MqttClientObserver& observer) { observer.mqtt_message(message); });
}

void PahoClient::fail(const std::string& reason) {
  // Paho's own keepalive may notice first, and does not say so.
  const std::string said = ping_outstanding_ ? "no PINGRESP from the broker" : reason;
  end_session();
  tell([said](MqttClientObserver& observer) { observer.mqtt_failed(said); });
}

void PahoClient::refuse(int return_code) {
  end_session();
  tell([return_code](MqttClientObserver& observer) { observer.mqtt_refused(return_code); });
}

void PahoClient::finish_disconnect() {
  if (const auto bridge = bridge_) bridge->write_disconnect();
  const auto done = std::exchange(disconnect_done_, nullptr);
  end_session();
  if (done) events_.push(done);
}

void PahoClient::end_session() {
  session_ += 1;
  state_ = State::idle;
  wind_up_timer_.cancel();
  pingresp_timer_.cancel();
  disconnect_timer_.cancel();
  if (const auto bridge = std::exchange(bridge_, nullptr)) bridge->detach();
  link_ = nullptr;
  unwritten_requests_ = 0;
  ping_outstanding_ = false;
  if (handle_ != nullptr) {
    engine_.listener().stop_expecting(handle_->token());
    if (!handle_keeps_session_) retire_handle();
  }
  update_hurry();
}

void PahoClient::retire_handle() { engine_.retire(std::move(handle_)); }

void PahoClient::update_hurry() {
  const bool winding_up = state_ == State::idle && handle_ != nullptr && handle_->busy();
  const bool waiting = winding_up || unwritten_requests_ > 0 || state_ == State::starting ||
                       state_ == State::connecting || state_ == State::disconnecting;
  if (!waiting) {
    hurry_ = nullptr;
  } else if (hurry_ == nullptr) {
    hurry_ = engine_.pacemaker().hurry();
  }
}

void PahoClient::tell(std::function<void(MqttClientObserver&)> event) {
  events_.push([this, event = std::move(event)] {
    if (observer_ != nullptr) event(*observer_);
  });
}

void PahoClient::start_timer(boost::asio::steady_timer& timer, milliseconds delay, void (PahoClient::*action)()) {
  timer.expires_after(delay);
  timer.async_wait(
      [this, session = session_, action, alive = std::weak_ptr<char>(alive_)](const boost::system::error_code& error) {
        if (!alive.expired() && !error && session == session_) (this->*action)();
      });
}

}  // namespace air780
