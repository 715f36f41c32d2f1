// A whole run of the emulator in memory: module, faults, rules, MQTT over links, a broker, a driver on the serial line,
// and the judge of a scenario; on a virtual clock, so that half an hour takes a moment. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fs/module_flash.h"
#include "protocol/module.h"
#include "sim/fault/fault_engine.h"
#include "sim/fault/fault_injection.h"
#include "sim/scenario/scenario_run.h"
#include "test/fake/memory_network.h"
#include "test/fake/virtual_scheduler.h"
#include "test/fake/wire_mqtt_client.h"
#include "test/host/host_driver.h"

namespace air780 {

class ScenarioWorld final : private SerialOutput, private ModemLineOutput, private EventListener {
 public:
  using MakeDriver = std::unique_ptr<host::HostDriver> (*)(Scheduler&, host::Send, const host::Habits&);

  // Powered at once, with the driver already there.
  ScenarioWorld(const Scenario& scenario, std::uint64_t seed, MakeDriver make_driver, const host::Habits& habits = {});

  // Lets time pass until the scenario ends, at most `limit`; then judges.
  Verdict play(Duration limit = std::chrono::hours(1));
  // Lets so much time pass.
  void advance(Duration time);

  // Another client publishes so often to what the driver subscribes to.
  void peer_publishes_every(Duration time);

  // Everything that happened, as --trace writes it.
  const std::vector<std::string>& transcript() const { return transcript_; }
  // What the module wrote, write by write.
  const std::vector<std::string>& writes() const { return writes_; }

  fake::VirtualScheduler scheduler;
  EventStream events{scheduler};
  fake::MemoryNetwork network{scheduler};
  fake::WireMqttClient mqtt{scheduler, network};
  ModuleFlash flash;

 private:
  void transmit(std::string_view bytes) override;
  void drive(const ModemLines&) override {}
  void on_event(const Event& event) override;

  bool ended_ = false;
  std::vector<std::string> transcript_;
  std::vector<std::string> writes_;
  Timer peer_{scheduler};

 public:
  FaultInjection faults;
  FaultEngine rules;
  Module module;
  ScenarioRun run;
  std::unique_ptr<host::HostDriver> driver;
};

}  // namespace air780
