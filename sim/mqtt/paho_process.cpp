#include "sim/mqtt/paho_process.h"

#include <MQTTAsync.h>

#include <csignal>
#include <cstdlib>

namespace air780 {
namespace {

// A client that never connects and is never destroyed: Paho stops its threads with its last client. It lives in Paho's
// own list until the process ends, so there is nothing to own.
MQTTAsync anchor = nullptr;

}  // namespace

void prepare_paho() {
  static bool prepared = false;
  if (prepared) return;
  prepared = true;
  // Paho 1.3 would send even connections to 127.0.0.1 through a proxy.
  ::unsetenv("http_proxy");
  ::unsetenv("https_proxy");
  std::signal(SIGPIPE, SIG_IGN);
  MQTTAsync_init_options options = MQTTAsync_init_options_initializer;
  MQTTAsync_global_init(&options);
}

bool keep_paho_threads() {
  if (anchor != nullptr) return true;
  MQTTAsync_createOptions options = MQTTAsync_createOptions_initializer;
  options.MQTTVersion = MQTTVERSION_3_1_1;
  return MQTTAsync_createWithOptions(&anchor, "tcp://127.0.0.1:1", "anchor", MQTTCLIENT_PERSISTENCE_NONE, nullptr,
                                     &options) == MQTTASYNC_SUCCESS;
}

void check_keepalives_often() {
  if (anchor == nullptr) return;
  // The library without TLS refuses a connect that asks for TLS, but only after it has taken over the keepalive.
  MQTTAsync_SSLOptions tls = MQTTAsync_SSLOptions_initializer;
  MQTTAsync_connectOptions options = MQTTAsync_connectOptions_initializer;
  options.MQTTVersion = MQTTVERSION_3_1_1;
  options.keepAliveInterval = 1;
  options.ssl = &tls;
  MQTTAsync_connect(anchor, &options);
}

}  // namespace air780
