#include "sim/mqtt/paho_handle.h"

#include <MQTTAsync.h>

#include <array>
#include <cstring>
#include <random>
#include <string_view>
#include <utility>

#include "sim/mqtt/paho_process.h"

namespace air780 {
namespace {

// A day: the session owner times the CONNACK, and Paho's own timeouts are only looked at every 3 s.
constexpr int connect_timeout_seconds = 24 * 60 * 60;
constexpr int most_in_flight = 65535;
constexpr int most_queued = 1000;
constexpr std::size_t longest_string = 65535;

std::string make_token() {
  constexpr std::string_view digits = "0123456789abcdef";
  std::random_device random;
  std::string token = "air780sim-";
  for (int i = 0; i < 20; ++i) token += digits[random() % digits.size()];
  return token;
}

MqttRequestResult result_of(int code) {
  switch (code) {
    case MQTTASYNC_SUCCESS:
      return MqttRequestResult::accepted;
    case MQTTASYNC_DISCONNECTED:
      return MqttRequestResult::not_connected;
    case MQTTASYNC_BAD_UTF8_STRING:
      return MqttRequestResult::bad_utf8;
    default:
      return MqttRequestResult::rejected;
  }
}

// What Paho's C strings and 16-bit lengths would garble without a word.
std::optional<MqttRequestResult> refusal_of_topic(const std::string& topic) {
  if (topic.empty() || topic.size() > longest_string) return MqttRequestResult::rejected;
  if (topic.find('\0') != std::string::npos) return MqttRequestResult::bad_utf8;
  return std::nullopt;
}

bool is_c_string(const std::string& text) {
  return text.size() <= longest_string && text.find('\0') == std::string::npos;
}

std::optional<std::string> refusal_of_request(const MqttConnectRequest& request) {
  if (request.username && !is_c_string(*request.username)) return "the user name is too long or has a NUL";
  if (request.password && request.password->size() > longest_string) return "the password is too long";
  if (request.will && !is_c_string(request.will->topic)) return "the will's topic is too long or has a NUL";
  if (request.will && request.will->payload.size() > longest_string) return "the will's payload is too long";
  return std::nullopt;
}

MQTTAsync_willOptions will_options(const MqttMessage& will) {
  MQTTAsync_willOptions options = MQTTAsync_willOptions_initializer;
  options.topicName = will.topic.c_str();
  options.payload.data = will.payload.data();
  options.payload.len = static_cast<int>(will.payload.size());
  options.qos = will.qos;
  options.retained = will.retain ? 1 : 0;
  return options;
}

}  // namespace

// Paho calls these on its own threads with its global lock held: they copy, post and return.
struct PahoHandle::Callbacks {
  static paho_registry::Ticket ticket_of(void* context) { return reinterpret_cast<paho_registry::Ticket>(context); }
  static void* context_of(paho_registry::Ticket ticket) {
    return reinterpret_cast<void*>(ticket);  // NOLINT(performance-no-int-to-ptr): an opaque number for Paho to carry
  }

  static void connected(void* context, MQTTAsync_successData* data) {
    const bool session_present = data != nullptr && data->alt.connect.sessionPresent != 0;
    paho_registry::post(ticket_of(context),
                        [session_present](PahoHandle& handle) { handle.observer_->paho_connected(session_present); });
  }

  static void connect_failed(void* context, MQTTAsync_failureData* data) {
    const char* said = data != nullptr && data->message != nullptr ? data->message : "connect failure";
    paho_registry::post(ticket_of(context),
                        [reason = std::string(said)](PahoHandle& handle) { handle.become_idle(reason); });
  }

  static void lost(void* context, char* /*cause: always null for 3.1.1*/) {
    paho_registry::post(ticket_of(context), [](PahoHandle& handle) { handle.become_idle("connection lost"); });
  }

  static void disconnected(void* context, MQTTAsync_successData* /*data*/) {
    paho_registry::post(ticket_of(context), [](PahoHandle& handle) {
      handle.disconnect_queued_ = false;
      handle.become_idle("disconnected");
    });
  }

  static int message(void* context, char* topic, int topic_size, MQTTAsync_message* message) {
    MqttMessage copy;
    copy.topic.assign(topic, topic_size > 0 ? static_cast<std::size_t>(topic_size) : std::strlen(topic));
    copy.payload.assign(static_cast<const char*>(message->payload), static_cast<std::size_t>(message->payloadlen));
    copy.qos = message->qos;
    copy.retain = message->retained != 0;
    MQTTAsync_freeMessage(&message);
    MQTTAsync_free(topic);
    paho_registry::post(ticket_of(context),
                        [copy = std::move(copy)](PahoHandle& handle) { handle.observer_->paho_message(copy); });
    return 1;
  }
};

class PahoHandle::Key {};

std::unique_ptr<PahoHandle> PahoHandle::create(boost::asio::io_context& io, PahoHandleObserver& observer) {
  auto handle = std::make_unique<PahoHandle>(Key(), io, observer);
  MQTTAsync_createOptions options = MQTTAsync_createOptions_initializer;
  options.MQTTVersion = MQTTVERSION_3_1_1;  // the default would try again with 3.1
  options.sendWhileDisconnected = 0;
  options.maxBufferedMessages = most_queued;
  options.restoreMessages = 0;
  options.deleteOldestMessages = 0;
  const int code = MQTTAsync_createWithOptions(&handle->async_, "tcp://127.0.0.1:1", handle->token_.c_str(),
                                               MQTTCLIENT_PERSISTENCE_NONE, nullptr, &options);
  if (code == MQTTASYNC_SUCCESS) return handle;
  handle->async_ = nullptr;  // whatever Paho has left there is not a client
  return nullptr;
}

PahoHandle::PahoHandle(Key, boost::asio::io_context& io, PahoHandleObserver& observer)
    : io_(io), observer_(&observer), token_(make_token()) {}

PahoHandle::~PahoHandle() {
  paho_registry::remove(ticket_);
  if (async_ != nullptr) MQTTAsync_destroy(&async_);
}

std::optional<std::string> PahoHandle::connect(const MqttConnectRequest& request, std::uint16_t port) {
  if (auto refusal = refusal_of_request(request)) return refusal;
  // A ticket for each connect keeps late news of the one before away from it.
  paho_registry::remove(ticket_);
  ticket_ = paho_registry::add(io_, *this);
  void* context = Callbacks::context_of(ticket_);
  // Takes Paho's lock: the callback that made this handle idle has returned by then, and with it all that Paho writes
  // after calling it.
  MQTTAsync_isConnected(async_);
  MQTTAsync_setCallbacks(async_, context, &Callbacks::lost, &Callbacks::message, nullptr);

  MQTTAsync_connectOptions options = MQTTAsync_connectOptions_initializer;
  options.MQTTVersion = MQTTVERSION_3_1_1;
  options.keepAliveInterval = request.keepalive_seconds;
  options.cleansession = request.clean_session ? 1 : 0;
  options.connectTimeout = connect_timeout_seconds;
  options.automaticReconnect = 0;
  options.retryInterval = 0;
  options.maxInflight = most_in_flight;
  if (request.username) options.username = request.username->c_str();
  if (request.password) {
    options.binarypwd.data = request.password->data();
    options.binarypwd.len = static_cast<int>(request.password->size());
  }
  MQTTAsync_willOptions will = MQTTAsync_willOptions_initializer;
  if (request.will) {
    will = will_options(*request.will);
    options.will = &will;
  }
  const std::string address = "tcp://127.0.0.1:" + std::to_string(port);
  const std::array<char*, 1> addresses{const_cast<char*>(address.c_str())};  // Paho copies it
  options.serverURIs = addresses.data();
  options.serverURIcount = 1;
  options.onSuccess = &Callbacks::connected;
  options.onFailure = &Callbacks::connect_failed;
  options.context = context;

  const int code = MQTTAsync_connect(async_, &options);
  if (code != MQTTASYNC_SUCCESS) return "Paho refuses to connect, code " + std::to_string(code);
  busy_ = true;
  check_keepalives_often();
  return std::nullopt;
}

bool PahoHandle::disconnect() {
  MQTTAsync_disconnectOptions options = MQTTAsync_disconnectOptions_initializer;
  options.timeout = 0;  // else Paho would wait for unacknowledged messages
  options.onSuccess = &Callbacks::disconnected;
  options.context = Callbacks::context_of(ticket_);
  disconnect_queued_ = MQTTAsync_disconnect(async_, &options) == MQTTASYNC_SUCCESS;
  return disconnect_queued_;
}

MqttRequestResult PahoHandle::publish(const MqttMessage& message) {
  if (const auto refusal = refusal_of_topic(message.topic)) return *refusal;
  return result_of(MQTTAsync_send(async_, message.topic.c_str(), static_cast<int>(message.payload.size()),
                                  message.payload.data(), message.qos, message.retain ? 1 : 0, nullptr));
}

MqttRequestResult PahoHandle::subscribe(const std::string& topic_filter, int qos) {
  if (const auto refusal = refusal_of_topic(topic_filter)) return *refusal;
  return result_of(MQTTAsync_subscribe(async_, topic_filter.c_str(), qos, nullptr));
}

MqttRequestResult PahoHandle::unsubscribe(const std::string& topic_filter) {
  if (const auto refusal = refusal_of_topic(topic_filter)) return *refusal;
  return result_of(MQTTAsync_unsubscribe(async_, topic_filter.c_str(), nullptr));
}

void PahoHandle::become_idle(const std::string& reason) {
  busy_ = false;
  observer_->paho_idle(reason);
}

}  // namespace air780
