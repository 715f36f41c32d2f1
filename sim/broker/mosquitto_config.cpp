#include "sim/broker/mosquitto_config.h"

namespace air780 {
namespace {

// Without a cafile mosquitto asks no client for a certificate.
std::string tls_text(const MosquittoTls& tls) {
  std::string text = "certfile " + tls.certificate + "\nkeyfile " + tls.key + "\n";
  if (tls.asks_for_certificate) text += "cafile " + tls.authority + "\nrequire_certificate true\n";
  return text;
}

}  // namespace

std::string mosquitto_config_text(const MosquittoConfig& config) {
  std::string text =
      "per_listener_settings true\n"
      "persistence false\n"
      // Without it an answer over TLS waits 40 ms for the peer's delayed acknowledgement.
      "set_tcp_nodelay true\n"
      "log_dest stderr\n"
      "log_timestamp false\n"
      "log_type error\n"
      "log_type warning\n"
      "log_type notice\n"
      "log_type information\n";
  if (config.stay_root) text += "user root\n";
  for (const MosquittoListener& listener : config.listeners) {
    text += "listener " + std::to_string(listener.address.port) + " " + listener.address.host +
            "\n"
            "allow_anonymous true\n";
    if (listener.tls) text += tls_text(*listener.tls);
  }
  return text;
}

}  // namespace air780
