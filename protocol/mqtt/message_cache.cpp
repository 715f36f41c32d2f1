#include "protocol/mqtt/message_cache.h"

#include <algorithm>
#include <utility>

namespace air780 {

std::size_t MessageCache::store(MqttMessage message) {
  // A free slot counts as older than any message, and min_element returns the first of equals.
  const auto slot = std::ranges::min_element(slots_, {}, [](const auto& s) { return s ? s->arrival + 1 : 0; });
  *slot = Stored{arrivals_++, std::move(message)};
  return static_cast<std::size_t>(slot - slots_.begin());
}

std::vector<MqttMessage> MessageCache::take_all() {
  std::vector<Stored> taken;
  for (auto& slot : slots_) {
    if (slot) taken.push_back(std::move(*slot));
    slot.reset();
  }
  std::ranges::sort(taken, {}, &Stored::arrival);
  std::vector<MqttMessage> messages;
  for (Stored& stored : taken) messages.push_back(std::move(stored.message));
  return messages;
}

}  // namespace air780
