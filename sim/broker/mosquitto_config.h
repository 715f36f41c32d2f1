// What a mosquitto of ours is told in its configuration file. Pure: values in, text out; any thread.
#pragma once

#include <string>
#include <vector>

#include "sim/network/endpoint.h"

namespace air780 {

struct MosquittoListener {
  Endpoint address;
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
