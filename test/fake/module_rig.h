// A module with the whole world around it in memory, for tests: bytes in, writes out, time as the test says.
// One thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fs/module_flash.h"
#include "protocol/module.h"
#include "test/fake/memory_mqtt_client.h"
#include "test/fake/memory_network.h"
#include "test/fake/virtual_scheduler.h"

namespace air780::fake {

class ModuleRig final : private SerialOutput, private ModemLineOutput {
 public:
  // Powered and booted, its boot lines dropped, unless `powered` is false.
  explicit ModuleRig(const ModelProfile& profile = {}, bool powered = true, Interference* interference = nullptr,
                     SettingsMemory* settings_memory = nullptr);

  // Sends bytes; time stands still.
  void send(std::string_view bytes) { module.receive(bytes); }
  // Lets so much time pass.
  void advance(Duration by) { scheduler.advance(by); }

  // Everything the module wrote since the last take.
  std::string take();
  std::vector<std::string> take_writes();

  // Sends a line with CR, lets `settle` pass and returns what came, without the echo.
  std::string command(std::string_view line, Duration settle = std::chrono::milliseconds(50));

  // MCONFIG, MIPSTART, MCONNECT; drops what the module said.
  void go_online(std::string_view config = "AT+MCONFIG=\"id\"");

  VirtualScheduler scheduler;
  EventStream events{scheduler};
  MemoryNetwork network{scheduler};
  MemoryMqttClient mqtt{scheduler};
  ModuleFlash flash;
  ModemLines lines;  // as the module drives them now

 private:
  void transmit(std::string_view bytes) override { writes_.emplace_back(bytes); }
  void drive(const ModemLines& now) override { lines = now; }
  std::vector<std::string> writes_;

 public:
  Module module;
};

}  // namespace air780::fake
