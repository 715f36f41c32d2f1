#include "test/bench/bench_broker.h"

#include <chrono>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "sim/broker/mosquitto_config.h"
#include "test/bench/serial_host.h"

namespace air780 {

using namespace std::chrono_literals;

BenchBroker::BenchBroker() {
  auto port = FreePort::reserve();
  if (!port) throw std::runtime_error(port.error());
  port_ = std::move(*port);
  const std::string file = directory_.file("mosquitto.conf").string();
  MosquittoConfig config;
  config.stay_root = ::geteuid() == 0;
  config.listeners.push_back({Endpoint("127.0.0.1", port_.number())});
  std::ofstream(file) << mosquitto_config_text(config);
  process_ = std::make_unique<ChildProcess>(std::vector<std::string>{"mosquitto", "-c", file});
  await_accepting();
}

void BenchBroker::await_accepting() const {
  const auto deadline = std::chrono::steady_clock::now() + 10s;
  while (true) {
    try {
      SerialHost::over_tcp(port());
      return;
    } catch (const std::runtime_error&) {
      if (std::chrono::steady_clock::now() >= deadline) throw;
    }
    std::this_thread::sleep_for(100us);
  }
}

}  // namespace air780
