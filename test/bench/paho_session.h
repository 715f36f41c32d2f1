// One MQTT session of Paho's own, in this process and straight to the broker: the floor of the MQTT rows. Its socket
// has TCP_NODELAY, which Paho does not set, so that no stall of Nagle's makes the floor easier. Owned by a row, one at
// a time; one thread, while Paho has two more.
#pragma once

#include <chrono>
#include <cstdint>
#include <semaphore>
#include <string>

namespace air780 {

class PahoSession {
 public:
  // Connects and subscribes to `topic` with QoS 0. Throws if that fails.
  PahoSession(std::uint16_t broker_port, const std::string& topic);
  ~PahoSession();
  PahoSession(const PahoSession&) = delete;
  PahoSession& operator=(const PahoSession&) = delete;

  // From publishing with QoS 0 to the message's arrival in Paho's callback.
  std::chrono::nanoseconds time_echo(const std::string& payload);
  // From publishing with QoS 1 to Paho's word that it is acknowledged. The topic must be nobody's, this session's
  // neither, else the time would have a delivery in it.
  std::chrono::nanoseconds time_acknowledgement(const std::string& topic, const std::string& payload);

 private:
  struct Callbacks;

  void await(const char* what);
  std::chrono::nanoseconds time_publish(const std::string& topic, const std::string& payload, int qos);

  void* client_ = nullptr;
  const std::string topic_;
  // When the callback that is being waited for came; written before `done_`, read after it.
  std::chrono::steady_clock::time_point came_;
  std::binary_semaphore done_{0};
  bool failed_ = false;
};

}  // namespace air780
