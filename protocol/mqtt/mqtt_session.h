// The MQTT session as the module sees it: the link that MIPSTART opens, the session that MCONNECT begins over it, what
// arrives on it, and every asynchronous line that comes of that (at-reference §2; decisions "MQTT", "Losses").
// Owned by the module; one thread. Its operations tell whether they were possible in this state; the commands turn that
// into results.
#pragma once

#include <boost/system/result.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/at/outbox.h"
#include "protocol/cellular/network_service.h"
#include "protocol/event.h"
#include "protocol/latency.h"
#include "protocol/mqtt/arrivals.h"
#include "protocol/mqtt/message_cache.h"
#include "protocol/mqtt/mqtt_client.h"
#include "protocol/mqtt/pending_requests.h"
#include "protocol/ports/network.h"
#include "protocol/profile.h"

namespace air780 {

// What AT+MCONFIG sets; used by the next MCONNECT.
struct MqttIdentity {
  std::string client_id;
  std::optional<std::string> username;
  std::optional<std::string> password;
  std::optional<MqttMessage> will;
};

class MqttSession final : private LinkObserver, private MqttClientObserver {
 public:
  // offline -> opening -> link_up -> connecting -> online; a refused CONNECT leads from connecting back to link_up,
  // closing (DISCONNECT is on its way) and every loss to offline.
  enum class State { offline, opening, link_up, connecting, online, closing };

  MqttSession(Scheduler& scheduler, Network& network, MqttClient& client, NetworkService& service, Outbox& outbox,
              const EventStream& events, Latency& latency, const ModelProfile& profile);
  ~MqttSession() override;

  State state() const { return state_; }
  // As StateChanged tells it: "offline", "link up", …
  std::string_view state_text() const;
  // What AT+MQTTSTATU prints: 0 offline, 1 online, 2 TCP up but MCONNECT still needed.
  int status_number() const;
  // A link has been asked for since power-on.
  bool used() const { return used_; }

  void configure(MqttIdentity identity) { identity_ = std::move(identity); }

  // MIPSTART: begins to open a link; CONNECT OK, ALREADY CONNECT, or STATE and CONNECT FAIL follow. False while a link
  // is being opened.
  bool open(const std::string& host, std::uint16_t port);
  // SSLMIPSTART: likewise over TLS. Where the request could not be made, its error is why the link cannot be opened.
  bool open_secure(const std::string& host, std::uint16_t port, boost::system::result<TlsRequest, std::string> tls);

  // MCONNECT: CONNACK OK or ERROR follows. False unless a link is up and no session is.
  bool connect(bool clean_session, std::uint16_t keepalive_seconds);

  MqttRequestResult publish(const MqttMessage& message);
  MqttRequestResult subscribe(const std::string& topic_filter, int qos);
  MqttRequestResult unsubscribe(const std::string& topic_filter);

  // MDISCONNECT: ends session and link. False when not online.
  bool disconnect();
  // MIPCLOSE: drops the link. False when there was nothing to close, except right after the ends that the module
  // forgives once: MDISCONNECT and the loss of the PDN.
  bool close();

  // AT+CIPSHUT: the link ends without a word.
  void drop_link();
  // The last PDP context is gone: likewise, but a MIPSTART under way says CONNECT FAIL.
  void bearer_lost();

  // AT+MQTTMSGSET: received messages are cached, or printed as they come.
  bool caches_messages = false;
  // AT+MQTTMODE=1: MPUB takes hex digits.
  bool hex_mode = false;
  MessageCache& cache() { return cache_; }
  // As the module prints a received message.
  std::string printed(const MqttMessage& message) const;
  // Likewise for AT+MQTTMSGGET.
  std::string printed_from_cache(const MqttMessage& message) const;

  // Power-on values: link, session, cache and settings are gone, nothing is printed.
  void reset();

 private:
  void link_opened() override;
  void link_failed(const LinkError& error) override;
  void link_received(std::string_view bytes) override;
  void link_drained() override;
  void link_closed(LinkEnd end) override;

  void mqtt_packet(const MqttPacket& packet) override;
  void mqtt_connected(bool session_present) override;
  void mqtt_refused(int return_code) override;
  void mqtt_failed(const std::string& reason) override;
  void mqtt_message(const MqttMessage& message) override;

  // What the network brings is dealt with now, or as much later as it is held back.
  void arrives(Duration held_back, std::function<void()> deal);
  void acknowledged(MqttPacketType type);
  void take_message(const MqttMessage& message);
  bool begin_opening(const std::string& host);
  void fail_opening(std::string_view reason);
  void connack_timed_out();
  MqttRequestResult expect_answer(MqttRequestResult result, MqttPacketType request);
  void answered(MqttPacketType request, const MqttPacket& answer);
  void end_session();
  bool client_runs() const;
  void lost(std::string_view line);
  void set_state(State state);
  void say_link_result(std::string_view text);
  void notice(Notice::Level level, std::string_view text);

  Network& network_;
  MqttClient& client_;
  NetworkService& service_;
  Outbox& outbox_;
  const EventStream& events_;
  Latency& latency_;
  const ModelProfile& profile_;

  State state_ = State::offline;
  std::unique_ptr<Link> link_;
  LatencyStep opening_ = LatencyStep::connect;  // how the link is, or was, opened
  Arrivals arrivals_;
  Timer failing_;  // a failure that is found at once is still told after OK
  Timer connack_timeout_;
  PendingRequests requests_;
  std::optional<MqttIdentity> identity_;
  MessageCache cache_;
  bool close_forgiven_ = false;
  bool used_ = false;
};

}  // namespace air780
