// Does to a module what fault rules say: carries the decorators of its ports, and acts on the module itself. The same
// in the program and in a test's world in memory. Made before the module, from the ports it would have without faults;
// the module is made with the ports of this object and then told to it. Owned by the composition, which keeps the inner
// ports alive longer and the module and the fault engine shorter. One thread.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>

#include "protocol/event.h"
#include "protocol/module.h"
#include "sim/fault/fault_target.h"
#include "sim/fault/faulty_flash.h"
#include "sim/fault/faulty_network.h"
#include "sim/fault/serial_faults.h"
#include "sim/mqtt/packet_filter.h"

namespace air780 {

class FaultInjection final : public FaultTarget, public PacketFilter, private EventListener {
 public:
  struct Ports {
    Scheduler& scheduler;
    EventStream& events;
    Network& network;
    SerialOutput& output;
    Flash& flash;
  };
  FaultInjection(const Ports& ports, std::uint64_t seed);
  ~FaultInjection() override;

  // For the module.
  Network& network() { return network_; }
  SerialOutput& output() { return serial_; }
  Flash& flash() { return flash_; }
  // The module, as soon as it has been made. It must be unmade before this object.
  void act_on(Module& module);
  // What the host sends, on its way to the module.
  void receive(std::string_view bytes) { serial_.receive(bytes); }
  // Takes the serial line away from the host for a moment.
  std::function<void()> hang_up;

  // Decides on packets by the rules; a session that is refused loses its link, as a broker ends it (MQTT-3.2.2-5).
  void set_rules(PacketFilter* rules) { rules_ = rules; }
  PacketFate packet_passes(const MqttPacket& packet) override;

  void set_observer(FaultObserver* observer) override { observer_ = observer; }
  // What acts on the module while it tells an event comes right after; within a command's course it comes at once.
  void begin(const Action& action) override { take({action, true}); }
  void end(const Action& action) override { take({action, false}); }

 private:
  struct Step {
    Action action;
    bool begins;
  };

  void on_event(const Event& event) override;
  void take(const Step& step);
  void take_waiting();
  void act(const Step& step);
  bool act_on_link(const Step& step);
  bool act_on_serial_line(const Step& step);
  bool act_on_flash(const Step& step);
  void act_on_network(const Step& step);
  void act_on_power(const Step& step);
  void over(ActionKind kind);

  EventStream& events_;
  FaultyNetwork network_;
  SerialFaults serial_;
  FaultyFlash flash_;
  Module* module_ = nullptr;
  FaultObserver* observer_ = nullptr;
  PacketFilter* rules_ = nullptr;
  std::deque<Step> waiting_;
  Timer waiting_timer_;
  Timer refusal_;
  bool contexts_refused_ = false;
  bool hung_ = false;
};

}  // namespace air780
