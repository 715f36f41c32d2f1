#include "protocol/mqtt/mqtt_session.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "protocol/at/characters.h"
#include "protocol/mqtt/payload_coding.h"

namespace air780 {
namespace {

std::string_view name_of(MqttSession::State state) {
  constexpr std::array<std::string_view, 6> names = {"offline",    "opening", "link up",
                                                     "connecting", "online",  "closing"};
  return names[static_cast<std::size_t>(state)];
}

// A name that no resolver can know, as when a host wrote typographic quotes around it (C6), fails also where every name
// is routed to one broker.
bool could_be_host(std::string_view host) {
  return std::ranges::all_of(
      host, [](char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '_' || c == ':'; });
}

}  // namespace

MqttSession::MqttSession(Scheduler& scheduler, Network& network, MqttClient& client, NetworkService& service,
                         Outbox& outbox, const EventStream& events, Latency& latency, const ModelProfile& profile)
    : network_(network),
      client_(client),
      service_(service),
      outbox_(outbox),
      events_(events),
      latency_(latency),
      profile_(profile),
      arrivals_(scheduler),
      failing_(scheduler),
      connack_timeout_(scheduler),
      requests_(scheduler) {
  requests_.timed_out = [this] { outbox_.unsolicited("ERROR"); };
  client_.set_observer(this);
  reset();
}

MqttSession::~MqttSession() {
  client_.forget();
  client_.set_observer(nullptr);
}

std::string_view MqttSession::state_text() const { return name_of(state_); }

int MqttSession::status_number() const {
  if (state_ == State::online) return 1;
  return state_ == State::link_up || state_ == State::connecting ? 2 : 0;
}

// --- the link -------------------------------------------------------------------------------------------------------

bool MqttSession::open(const std::string& host, std::uint16_t port) {
  if (state_ == State::opening) return false;
  if (!begin_opening(host)) return true;
  opening_ = LatencyStep::connect;
  link_ = network_.open({host, port, profile_.quirks.connect_timeout}, *this);
  return true;
}

bool MqttSession::open_secure(const std::string& host, std::uint16_t port,
                              boost::system::result<TlsRequest, std::string> tls) {
  if (state_ == State::opening) return false;
  if (!begin_opening(host)) return true;
  if (!tls) {
    failing_.start({}, [this, reason = tls.error()] { fail_opening(reason); });
    return true;
  }
  opening_ = LatencyStep::tls_connect;
  link_ = network_.open({host, port, profile_.quirks.connect_timeout, std::move(*tls)}, *this);
  return true;
}

// False when the outcome is already known; it is then told after OK.
bool MqttSession::begin_opening(const std::string& host) {
  used_ = true;
  if (state_ == State::closing) drop_link();
  if (link_) {
    outbox_.unsolicited("ALREADY CONNECT");
    return false;
  }
  close_forgiven_ = false;
  set_state(State::opening);
  std::string failure;
  if (!could_be_host(host)) failure = fmt::format("'{}' is not a host name", host);
  if (!service_.ensure_bearer()) failure = "no PDP context is active";
  if (failure.empty()) return true;
  failing_.start({}, [this, failure] { fail_opening(failure); });
  return false;
}

void MqttSession::arrives(Duration held_back, std::function<void()> deal) {
  if (held_back == Duration{} && arrivals_.empty()) return deal();
  arrivals_.hold(held_back, std::move(deal));
}

void MqttSession::link_opened() {
  arrives(latency_.draw(opening_), [this] {
    set_state(State::link_up);
    say_link_result("CONNECT OK");
  });
}

void MqttSession::link_failed(const LinkError& error) { fail_opening(error.detail); }

void MqttSession::fail_opening(std::string_view reason) {
  notice(Notice::Level::warning, fmt::format("the link could not be opened: {}", reason));
  link_.reset();
  set_state(State::offline);
  const Scene& scene = service_.scene();
  // Only without AT+CIPMUX=1 (at-reference §2.2).
  if (!scene.multiple_connections)
    outbox_.unsolicited(fmt::format("STATE:{}{}", profile_.quirks.state_blank ? " " : "", scene.state_text()));
  say_link_result("CONNECT FAIL");
}

void MqttSession::say_link_result(std::string_view text) {
  // With AT+CIPMUX=1 MQTT's link has the number 7 (at-reference §2.2).
  outbox_.unsolicited(service_.scene().multiple_connections ? fmt::format("7,{}", text) : std::string(text));
}

void MqttSession::link_received(std::string_view bytes) {
  // Before MCONNECT nobody reads; a broker has nothing to say then.
  if (client_runs()) client_.link_received(bytes);
}

void MqttSession::link_drained() { client_.link_drained(); }

void MqttSession::link_closed(LinkEnd end) {
  arrives({}, [this, end] {
    constexpr std::array<std::string_view, 3> how = {"closed by the peer", "reset by the peer", "broken"};
    notice(Notice::Level::information, fmt::format("the link was {}", how[static_cast<std::size_t>(end)]));
    if (state_ == State::closing) return drop_link();
    lost("CLOSED");
  });
}

// --- the session ----------------------------------------------------------------------------------------------------

bool MqttSession::connect(bool clean_session, std::uint16_t keepalive_seconds) {
  if (state_ != State::link_up) return false;
  if (!identity_ && profile_.quirks.unconfigured == Quirks::Unconfigured::error_767) return false;
  const MqttIdentity identity = identity_.value_or(MqttIdentity{profile_.imei, {}, {}, {}});
  set_state(State::connecting);
  connack_timeout_.start(profile_.quirks.connack_timeout, [this] { connack_timed_out(); });
  client_.connect(
      {identity.client_id, identity.username, identity.password, identity.will, clean_session, keepalive_seconds},
      *link_);
  return true;
}

void MqttSession::mqtt_connected(bool) {
  connack_timeout_.stop();
  arrives(latency_.draw(LatencyStep::connack), [this] {
    set_state(State::online);
    outbox_.unsolicited("CONNACK OK");
  });
}

void MqttSession::mqtt_refused(int return_code) {
  notice(Notice::Level::warning, fmt::format("the broker refused the session: CONNACK {}", return_code));
  connack_timeout_.stop();
  arrives(latency_.draw(LatencyStep::connack), [this] {
    set_state(State::link_up);
    outbox_.unsolicited("ERROR");
  });
}

void MqttSession::connack_timed_out() {
  notice(Notice::Level::warning, "no CONNACK came in time");
  client_.abandon();
  set_state(State::link_up);
  outbox_.unsolicited("ERROR");
}

void MqttSession::mqtt_failed(const std::string& reason) {
  notice(Notice::Level::warning, fmt::format("the session failed: {}", reason));
  arrives({}, [this] { lost("CLOSED"); });
}

bool MqttSession::disconnect() {
  if (state_ != State::online) return false;
  close_forgiven_ = true;
  if (profile_.quirks.mdisconnect == Quirks::Mdisconnect::abort) {
    drop_link();
    return true;
  }
  requests_.clear();
  set_state(State::closing);
  client_.disconnect([this] { drop_link(); });
  return true;
}

bool MqttSession::close() {
  const bool forgiven = std::exchange(close_forgiven_, false);
  if (state_ == State::offline) return forgiven;
  drop_link();
  return true;
}

void MqttSession::drop_link() {
  if (state_ == State::offline) return;
  end_session();
  // FIN without DISCONNECT, so that the broker publishes the will (the guide's question 2).
  if (link_) link_->close();
  link_.reset();
  set_state(State::offline);
}

void MqttSession::bearer_lost() {
  if (state_ == State::offline) return;
  const bool was_opening = state_ == State::opening;
  end_session();
  if (link_) link_->vanish();
  link_.reset();
  close_forgiven_ = true;
  // MIPSTART said OK, so it owes its result.
  if (was_opening) return fail_opening("the PDP context was lost");
  set_state(State::offline);
}

void MqttSession::lost(std::string_view line) {
  end_session();
  link_.reset();
  set_state(State::offline);
  outbox_.unsolicited(line);
}

void MqttSession::end_session() {
  arrivals_.clear();
  failing_.stop();
  connack_timeout_.stop();
  requests_.clear();
  if (client_runs()) client_.abandon();
}

bool MqttSession::client_runs() const {
  return state_ == State::connecting || state_ == State::online || state_ == State::closing;
}

// --- requests and their answers -------------------------------------------------------------------------------------

MqttRequestResult MqttSession::publish(const MqttMessage& message) {
  if (state_ != State::online) return MqttRequestResult::not_connected;
  return client_.publish(message);
}

MqttRequestResult MqttSession::subscribe(const std::string& topic_filter, int qos) {
  if (state_ != State::online) return MqttRequestResult::not_connected;
  return expect_answer(client_.subscribe(topic_filter, qos), MqttPacketType::subscribe);
}

MqttRequestResult MqttSession::unsubscribe(const std::string& topic_filter) {
  if (state_ != State::online) return MqttRequestResult::not_connected;
  return expect_answer(client_.unsubscribe(topic_filter), MqttPacketType::unsubscribe);
}

MqttRequestResult MqttSession::expect_answer(MqttRequestResult result, MqttPacketType request) {
  if (result == MqttRequestResult::accepted) requests_.add(request, profile_.quirks.connack_timeout);
  return result;
}

void MqttSession::answered(MqttPacketType request, const MqttPacket& answer) {
  constexpr std::uint8_t refused = 0x80;
  const std::string_view line = answer.return_code == refused ? "ERROR" : to_string(answer.type);
  arrives(latency_.draw(LatencyStep::suback), [this, request, id = answer.packet_id, line] {
    if (requests_.answered(request, id)) outbox_.unsolicited(line);
  });
}

void MqttSession::mqtt_packet(const MqttPacket& packet) {
  events_.emit(MqttPacketSeen{packet});
  using enum MqttPacketType;
  const bool from_broker = packet.direction == MqttDirection::from_broker;
  switch (packet.type) {
    case puback:
    case pubrec:
    case pubcomp:
      if (from_broker) acknowledged(packet.type);
      break;
    case subscribe:
    case unsubscribe:
      requests_.sent(packet.type, packet.packet_id);
      break;
    case suback:
      answered(subscribe, packet);
      break;
    case unsuback:
      answered(unsubscribe, packet);
      break;
    default:
      break;
  }
}

void MqttSession::acknowledged(MqttPacketType type) {
  const LatencyStep step = type == MqttPacketType::puback   ? LatencyStep::puback
                           : type == MqttPacketType::pubrec ? LatencyStep::pubrec
                                                            : LatencyStep::pubcomp;
  arrives(latency_.draw(step), [this, type] { outbox_.unsolicited(to_string(type)); });
}

void MqttSession::mqtt_message(const MqttMessage& message) {
  if (arrivals_.empty()) return take_message(message);
  arrives({}, [this, message] { take_message(message); });
}

void MqttSession::take_message(const MqttMessage& message) {
  if (message.payload.size() > profile_.quirks.rx_limit) {
    notice(Notice::Level::warning, fmt::format("a message of {} bytes to \"{}\" was dropped: the module takes {}",
                                               message.payload.size(), message.topic, profile_.quirks.rx_limit));
    return;
  }
  outbox_.unsolicited(caches_messages ? fmt::format("+MSUB: {}", cache_.store(message)) : printed(message));
}

std::string MqttSession::printed(const MqttMessage& message) const {
  return msub_line(message, hex_mode && profile_.quirks.hex_rx);
}

std::string MqttSession::printed_from_cache(const MqttMessage& message) const {
  return msub_line(message, hex_mode && profile_.quirks.hex_rx, profile_.quirks.msgget_line);
}

// --- power ----------------------------------------------------------------------------------------------------------

void MqttSession::reset() {
  end_session();
  client_.forget();
  // A module without power takes leave of nobody (the guide's question 2 on the will).
  if (link_) link_->vanish();
  link_.reset();
  set_state(State::offline);
  identity_.reset();
  cache_.clear();
  close_forgiven_ = false;
  used_ = false;
  caches_messages = profile_.quirks.msgset_default == 1;
  hex_mode = false;
}

void MqttSession::set_state(State state) {
  if (state == state_) return;
  events_.emit(StateChanged{"mqtt", name_of(state_), name_of(state)});
  state_ = state;
}

void MqttSession::notice(Notice::Level level, std::string_view text) { events_.emit(Notice{level, text}); }

}  // namespace air780
