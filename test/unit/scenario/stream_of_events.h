// Events as a module would tell them, put together by a test: hand-made, so that a verdict is about them alone.
// One thread.
#pragma once

#include <string>
#include <string_view>

#include "protocol/event.h"
#include "test/fake/virtual_scheduler.h"

namespace air780 {

class StreamOfEvents {
 public:
  explicit StreamOfEvents(EventListener& listener) { stream.add(listener); }

  StreamOfEvents& after(Duration time) {
    scheduler.advance(time);
    return *this;
  }
  StreamOfEvents& command(std::string_view text) { return emit(CommandStarted{text}); }
  StreamOfEvents& line(std::string_view text) {
    const std::string framed = "\r\n" + std::string(text) + "\r\n";
    return emit(SerialBytes{SerialBytes::Direction::to_host, framed});
  }
  StreamOfEvents& online() {
    emit(StateChanged{"mqtt", "connecting", "online"});
    return line("CONNACK OK");
  }
  StreamOfEvents& offline() { return emit(StateChanged{"mqtt", "online", "offline"}); }
  StreamOfEvents& booted() { return emit(PowerChanged{PowerStep::booted}); }
  StreamOfEvents& fault(std::string_view rule) { return emit(FaultActed{rule, "closed"}); }
  StreamOfEvents& publish(std::string_view topic) {
    MqttPacket packet;
    packet.type = MqttPacketType::publish;
    packet.direction = MqttDirection::to_broker;
    packet.topic = topic;
    return emit(MqttPacketSeen{packet});
  }
  StreamOfEvents& emit(const EventBody& body) {
    stream.emit(body);
    return *this;
  }

  fake::VirtualScheduler scheduler;
  EventStream stream{scheduler};
};

}  // namespace air780
