// Another client of the broker that the module under test reaches, for dialogues in which somebody else publishes.
// Owned by verify; one thread. Its calls wait.
#pragma once

#include <memory>

#include "protocol/mqtt/mqtt_client.h"
#include "sim/network/endpoint.h"

namespace air780 {

class VerifyPeer {
 public:
  // Nothing is connected before the first publish.
  explicit VerifyPeer(Endpoint broker);
  ~VerifyPeer();

  // Publishes as a client of its own and waits until the broker has acknowledged it, at most 10 s; false, with a line
  // on stderr, when that fails.
  bool publish(const MqttMessage& message);

 private:
  class Session;
  Endpoint broker_;
};

}  // namespace air780
