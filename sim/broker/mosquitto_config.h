// What a mosquitto of ours is told in its configuration file. Pure: values in, text out; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/network/endpoint.h"

namespace air780 {

// Paths of PEM files.
struct MosquittoTls {
  std::string authority;
  std::string certificate;
  std::string key;
  bool asks_for_certificate = false;  // of the client, signed by the authority
};

struct MosquittoListener {
  Endpoint address;
  std::optional<MosquittoTls> tls = std::nullopt;
};

struct MosquittoConfig {
  std::vector<MosquittoListener> listeners;
  // mosquitto started by root becomes another user, who may not read what we wrote, unless told to stay root.
  bool stay_root = false;
};

// The text of mosquitto.conf: everybody may do everything, nothing is kept across restarts, log lines on stderr without
// a time.
std::string mosquitto_config_text(const MosquittoConfig& config);

}  // namespace air780
