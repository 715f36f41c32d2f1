// The module at the other end of a dialogue: in this process, or behind a serial or TCP port.
// Implemented by whoever plays dialogues; must outlive the play. Used from the thread that plays.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/mqtt/mqtt_client.h"
#include "protocol/ports/scheduler.h"
#include "sim/dialogue/dialogue.h"

namespace air780 {

class DialoguePort {
 public:
  virtual ~DialoguePort() = default;

  // Puts a new module in the place of the old one, started with these quirks, and returns true once it has booted; what
  // it said while booting is not received later. False: this port has one module and cannot restart it, or cannot
  // start it with these quirks; nothing has changed then.
  virtual bool power_up(const std::vector<Quirk>& quirks) = 0;

  // Whether one receive() is exactly one write of the module; otherwise reads may join or split writes.
  virtual bool preserves_writes() const = 0;

  // Hands bytes to the module. Bytes that cannot be sent are lost; failure() then says why.
  virtual void send(std::string_view bytes) = 0;

  // The next chunk of bytes as it arrived, never empty, or nothing if none came within `at_most`. In this process it
  // advances a virtual clock, on a real port it waits; it returns early only with bytes or after a failure.
  virtual std::optional<std::string> receive(Duration at_most) = 0;

  // Another client of the module's broker publishes; false if this port has no such client.
  virtual bool peer_publish(const MqttMessage& message) = 0;

  // The broker's side closes the module's TCP link; false if this port has no hand on it.
  virtual bool peer_close() = 0;

  // Why nothing passes any more (a device unplugged, a connection closed); nothing while all is well.
  virtual std::optional<std::string> failure() const { return std::nullopt; }
};

}  // namespace air780
