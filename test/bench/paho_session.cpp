#include "test/bench/paho_session.h"

#include <MQTTAsync.h>
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <stdexcept>

namespace air780 {
namespace {

using namespace std::chrono_literals;

// Paho keeps its socket to itself, so it is found by whom it is connected to.
bool set_no_delay(std::uint16_t broker_port) {
  bool found = false;
  for (int descriptor = 0; descriptor < 1024; ++descriptor) {
    sockaddr_in peer{};
    socklen_t size = sizeof peer;
    if (::getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &size) != 0) continue;
    if (peer.sin_family != AF_INET || ntohs(peer.sin_port) != broker_port) continue;
    const int yes = 1;
    found = ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) == 0 || found;
  }
  return found;
}

}  // namespace

struct PahoSession::Callbacks {
  static void finish(void* context, bool failed) {
    auto& session = *static_cast<PahoSession*>(context);
    session.came_ = std::chrono::steady_clock::now();
    session.failed_ = failed;
    session.done_.release();
  }
  static void succeeded(void* context, MQTTAsync_successData* /*data*/) { finish(context, false); }
  static void failed(void* context, MQTTAsync_failureData* /*data*/) { finish(context, true); }
  static int arrived(void* context, char* topic, int /*size*/, MQTTAsync_message* message) {
    finish(context, false);
    MQTTAsync_freeMessage(&message);
    MQTTAsync_free(topic);
    return 1;
  }
};

PahoSession::PahoSession(std::uint16_t broker_port, const std::string& topic) : topic_(topic) {
  const std::string address = "tcp://127.0.0.1:" + std::to_string(broker_port);
  MQTTAsync_createOptions create = MQTTAsync_createOptions_initializer;
  create.MQTTVersion = MQTTVERSION_3_1_1;
  if (MQTTAsync_createWithOptions(&client_, address.c_str(), "air780-bench-floor", MQTTCLIENT_PERSISTENCE_NONE, nullptr,
                                  &create) != MQTTASYNC_SUCCESS) {
    throw std::runtime_error("Paho makes no client");
  }
  MQTTAsync_setCallbacks(client_, this, nullptr, &Callbacks::arrived, nullptr);
  MQTTAsync_connectOptions connect = MQTTAsync_connectOptions_initializer;
  connect.MQTTVersion = MQTTVERSION_3_1_1;
  connect.onSuccess = &Callbacks::succeeded;
  connect.onFailure = &Callbacks::failed;
  connect.context = this;
  if (MQTTAsync_connect(client_, &connect) != MQTTASYNC_SUCCESS) throw std::runtime_error("Paho does not connect");
  await("connecting");
  if (!set_no_delay(broker_port)) throw std::runtime_error("Paho's socket is not to be found");
  MQTTAsync_responseOptions subscribe = MQTTAsync_responseOptions_initializer;
  subscribe.onSuccess = &Callbacks::succeeded;
  subscribe.onFailure = &Callbacks::failed;
  subscribe.context = this;
  if (MQTTAsync_subscribe(client_, topic_.c_str(), 0, &subscribe) != MQTTASYNC_SUCCESS) {
    throw std::runtime_error("Paho does not subscribe");
  }
  await("subscribing");
}

PahoSession::~PahoSession() { MQTTAsync_destroy(&client_); }

void PahoSession::await(const char* what) {
  if (!done_.try_acquire_for(5s) || failed_) throw std::runtime_error(std::string("Paho alone: failed at ") + what);
}

std::chrono::nanoseconds PahoSession::time_echo(const std::string& payload) { return time_publish(topic_, payload, 0); }

std::chrono::nanoseconds PahoSession::time_acknowledgement(const std::string& topic, const std::string& payload) {
  return time_publish(topic, payload, 1);
}

std::chrono::nanoseconds PahoSession::time_publish(const std::string& topic, const std::string& payload, int qos) {
  MQTTAsync_responseOptions options = MQTTAsync_responseOptions_initializer;
  // With QoS 0 success only says that it was written; there the message itself is waited for.
  if (qos == 1) options.onSuccess = &Callbacks::succeeded;
  options.context = this;
  const auto begin = std::chrono::steady_clock::now();
  if (MQTTAsync_send(client_, topic.c_str(), static_cast<int>(payload.size()), payload.data(), qos, 0, &options) !=
      MQTTASYNC_SUCCESS) {
    throw std::runtime_error("Paho does not publish");
  }
  await("publishing");
  return came_ - begin;
}

}  // namespace air780
