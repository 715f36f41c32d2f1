// The in-process module as a port that dialogues are played against: a fresh one each time, on a virtual clock, with a
// broker in memory. One thread.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/dialogue/dialogue_port.h"
#include "test/fake/module_rig.h"

namespace air780::fake {

class RigPort final : public DialoguePort {
 public:
  bool power_up(const std::vector<Quirk>& quirks) override;
  bool preserves_writes() const override { return true; }
  void send(std::string_view bytes) override;
  std::optional<std::string> receive(Duration at_most) override;
  bool peer_publish(const MqttMessage& message) override;
  bool peer_close() override;

 private:
  void collect();

  std::unique_ptr<ModuleRig> rig_;
  std::deque<std::string> writes_;
};

}  // namespace air780::fake
