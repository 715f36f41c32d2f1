// A target that keeps what it is told, and an engine on a virtual clock around it. One thread.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "sim/fault/fault_engine.h"
#include "test/fake/virtual_scheduler.h"

namespace air780::fake {

class RecordingTarget final : public FaultTarget {
 public:
  void set_observer(FaultObserver* observer) override { observer_ = observer; }
  void begin(const Action& action) override {
    told.push_back("begin " + to_string(action));
    if (on_begin) on_begin(action);
  }
  void end(const Action& action) override { told.push_back("end " + to_string(action)); }

  // What it was told since the last call.
  std::vector<std::string> take() { return std::exchange(told, {}); }
  // An armed action is used.
  void use(ActionKind kind) { observer_->fault_over(kind); }
  bool observed() const { return observer_ != nullptr; }

  std::vector<std::string> told;
  std::function<void(const Action&)> on_begin;

 private:
  FaultObserver* observer_ = nullptr;
};

class FaultRig final : private EventListener {
 public:
  explicit FaultRig(std::uint64_t seed = 1) : engine(scheduler, events, target, seed) {
    events.add(engine);
    events.add(*this);
  }

  FaultEngine::RuleId add(std::string_view rule) { return engine.add(*parse_rule(rule)); }
  void power_on() { events.emit(PowerChanged{PowerStep::on}); }
  void command(std::string_view text) {
    outcome = engine.command_begins(text);
    events.emit(CommandStarted{text});
    advance();
  }
  void result() { engine.result_leaves("", "OK"); }
  void say(std::string_view bytes) {
    events.emit(SerialBytes{SerialBytes::Direction::to_host, bytes});
    advance();
  }
  PacketFate packet(MqttPacketType type, MqttDirection direction) {
    const MqttPacket passing{.direction = direction, .type = type, .topic = {}};
    const PacketFate fate = engine.packet_passes(passing);
    events.emit(MqttPacketSeen{passing});
    advance();
    return fate;
  }
  void state(std::string_view what, std::string_view to) {
    events.emit(StateChanged{what, "", to});
    advance();
  }
  void advance(Duration by = {}) { scheduler.advance(by); }
  // Lets 5 ms pass between, since a rule fires once a millisecond.
  template <typename Act>
  std::vector<std::string> each_time(int times, Act act) {
    for (int i = 0; i < times; ++i) {
      act();
      advance(std::chrono::milliseconds(5));
    }
    return target.take();
  }

  VirtualScheduler scheduler;
  EventStream events{scheduler};
  RecordingTarget target;
  FaultEngine engine;
  std::optional<ForcedOutcome> outcome;
  std::vector<std::string> acted;  // "closed", "blackhole (ended)"

 private:
  void on_event(const Event& event) override {
    const auto* fault = std::get_if<FaultActed>(&event.body);
    if (fault) acted.push_back(std::string(fault->action) + (fault->ended ? " (ended)" : ""));
  }
};

}  // namespace air780::fake
