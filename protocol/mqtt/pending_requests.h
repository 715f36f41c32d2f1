// SUBSCRIBE and UNSUBSCRIBE on their way to the broker and back: which answer belongs to which, and which never came.
// Owned by the MQTT session; one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <list>

#include "protocol/mqtt/mqtt_client.h"
#include "protocol/ports/scheduler.h"

namespace air780 {

class PendingRequests {
 public:
  explicit PendingRequests(Scheduler& scheduler) : scheduler_(scheduler) {}

  // Called when one of them had no answer in its time; it is then forgotten.
  std::function<void()> timed_out;

  // The client took a request.
  void add(MqttPacketType request, Duration patience);
  // The request is on the wire. Requests pass it in the order in which the client took them; from there on the packet
  // id tells them apart, so that an answer to one that has timed out is not taken for the next one's.
  void sent(MqttPacketType request, std::uint16_t packet_id);
  // An answer to such a request came: true if one was waited for, which is then forgotten.
  bool answered(MqttPacketType request, std::uint16_t packet_id);
  void clear() { pending_.clear(); }

 private:
  struct Pending {
    Pending(Scheduler& scheduler, MqttPacketType what) : request(what), timeout(scheduler) {}

    MqttPacketType request;
    std::uint16_t packet_id = 0;  // 0: not yet on the wire
    Timer timeout;
  };
  std::list<Pending>::iterator find(MqttPacketType request, std::uint16_t packet_id);

  Scheduler& scheduler_;
  std::list<Pending> pending_;
};

}  // namespace air780
