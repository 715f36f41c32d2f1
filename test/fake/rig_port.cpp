#include "test/fake/rig_port.h"

namespace air780::fake {

bool RigPort::power_up(const std::vector<Quirk>& quirks) {
  ModelProfile profile;
  for (const Quirk& quirk : quirks) {
    if (set_quirk(profile.quirks, quirk.name + "=" + quirk.value)) return false;
  }
  rig_ = std::make_unique<ModuleRig>(profile);
  writes_.clear();
  return true;
}

void RigPort::send(std::string_view bytes) {
  rig_->send(bytes);
  collect();
}

std::optional<std::string> RigPort::receive(Duration at_most) {
  const Duration deadline = rig_->scheduler.now() + at_most;
  while (writes_.empty() && rig_->scheduler.step(deadline - rig_->scheduler.now())) collect();
  if (writes_.empty()) {
    rig_->advance(deadline - rig_->scheduler.now());
    return std::nullopt;
  }
  std::string write = std::move(writes_.front());
  writes_.pop_front();
  return write;
}

bool RigPort::peer_publish(const MqttMessage& message) {
  rig_->mqtt.peer_publish(message);
  return true;
}

bool RigPort::peer_close() { return rig_->network.close_from_peer(); }

void RigPort::collect() {
  for (std::string& write : rig_->take_writes()) writes_.push_back(std::move(write));
}

}  // namespace air780::fake
