#include "protocol/mqtt/pending_requests.h"

#include <algorithm>

namespace air780 {

void PendingRequests::add(MqttPacketType request, Duration patience) {
  const auto added = pending_.emplace(pending_.end(), scheduler_, request);
  added->timeout.start(patience, [this, added] {
    pending_.erase(added);
    if (timed_out) timed_out();
  });
}

void PendingRequests::sent(MqttPacketType request, std::uint16_t packet_id) {
  if (const auto oldest = find(request, 0); oldest != pending_.end()) oldest->packet_id = packet_id;
}

bool PendingRequests::answered(MqttPacketType request, std::uint16_t packet_id) {
  const auto found = find(request, packet_id);
  if (found == pending_.end()) return false;
  pending_.erase(found);
  return true;
}

std::list<PendingRequests::Pending>::iterator PendingRequests::find(MqttPacketType request, std::uint16_t packet_id) {
  return std::ranges::find_if(pending_,
                              [&](const Pending& one) { return one.request == request && one.packet_id == packet_id; });
}

}  // namespace air780
