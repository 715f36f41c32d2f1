// A module with the whole world around it in memory, and faults between the two: what ModuleRig is, for tests of what
// faults do. One thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "fs/module_flash.h"
#include "protocol/module.h"
#include "sim/fault/fault_injection.h"
#include "test/fake/memory_mqtt_client.h"
#include "test/fake/memory_network.h"
#include "test/fake/virtual_scheduler.h"

namespace air780::fake {

class FaultRig final : private SerialOutput, private ModemLineOutput {
 public:
  // Powered and booted, its boot lines dropped.
  explicit FaultRig(Interference* interference = nullptr, std::uint64_t seed = 1);

  // An action as a rule's author writes it, begun and ended: "blackhole 5s".
  void begin(std::string_view action);
  void end(std::string_view action);

  void send(std::string_view bytes) { faults.receive(bytes); }
  void advance(Duration by) { scheduler.advance(by); }
  std::string take() { return std::exchange(written_, {}); }
  // Sends a line with CR, lets `settle` pass and returns what came. Echo is off.
  std::string command(std::string_view line, Duration settle = std::chrono::milliseconds(50));
  // What comes within this time.
  std::string after(Duration time);
  void go_online();

  VirtualScheduler scheduler;
  EventStream events{scheduler};
  MemoryNetwork network{scheduler};
  MemoryMqttClient mqtt{scheduler};
  ModuleFlash flash;

 private:
  void transmit(std::string_view bytes) override { written_ += bytes; }
  void drive(const ModemLines&) override {}
  std::string written_;

 public:
  FaultInjection faults;
  Module module;
};

}  // namespace air780::fake
