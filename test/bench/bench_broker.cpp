#include "test/bench/bench_broker.h"

#include <chrono>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "test/bench/serial_host.h"
#include "tls/certificate_authority.h"

namespace air780 {

using namespace std::chrono_literals;

BenchBroker::BenchBroker(Wire wire) {
  auto port = FreePort::reserve();
  if (!port) throw std::runtime_error(port.error());
  port_ = std::move(*port);
  const std::string file = directory_.file("mosquitto.conf").string();
  MosquittoConfig config;
  config.stay_root = ::geteuid() == 0;
  config.listeners.push_back({Endpoint("127.0.0.1", port_.number())});
  if (wire == Wire::tls) config.listeners.front().tls = make_certificates();
  std::ofstream(file) << mosquitto_config_text(config);
  process_ = std::make_unique<ChildProcess>(std::vector<std::string>{"mosquitto", "-c", file});
  await_accepting();
}

MosquittoTls BenchBroker::make_certificates() const {
  auto authority = CertificateAuthority::make("bench");
  if (!authority) throw std::runtime_error(authority.error());
  const auto server = authority->issue({.common_name = "localhost"});
  if (!server) throw std::runtime_error(server.error());
  MosquittoTls tls;
  tls.certificate = directory_.file("server.crt").string();
  tls.key = directory_.file("server.key").string();
  std::ofstream(tls.certificate) << server->certificate;
  std::ofstream(tls.key) << server->key;
  return tls;
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
