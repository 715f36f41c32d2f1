// Other clients of the module's broker: one that publishes and one that reads, each a program of the mosquitto package.
// A Subscriber is owned by the test and ends with it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "test/integration/child_process.h"

namespace air780 {

struct Publication {
  std::string topic;
  std::string payload;
  int qos = 1;
  bool retain = false;
};

// Returns when the broker has it (with QoS 1 and 2: has acknowledged it).
void publish(std::uint16_t broker_port, const Publication& publication);
// The same payload many times, QoS 1; it must be one line.
void publish_often(std::uint16_t broker_port, const std::string& topic, const std::string& payload, std::size_t times);

class Subscriber {
 public:
  // Returns when the broker has acknowledged the subscription.
  Subscriber(std::uint16_t broker_port, const std::string& topic, int qos = 2, const std::string& client_id = {});

  // The next message, oldest first; throws if none comes.
  Publication next();

 private:
  ChildProcess process_;
  std::size_t read_ = 0;
};

}  // namespace air780
