// A mosquitto for the MQTT rows, on a free port of 127.0.0.1, configured as air780sim configures its own.
// Owned by a row; one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "sim/broker/free_port.h"
#include "sim/broker/mosquitto_config.h"
#include "test/bench/child_process.h"
#include "test/bench/temporary_directory.h"

namespace air780 {

class BenchBroker {
 public:
  enum class Wire { plain, tls };

  // Returns once it accepts connections; throws if it does not within 10 s.
  explicit BenchBroker(Wire wire = Wire::plain);

  std::uint16_t port() const { return port_.number(); }
  // "127.0.0.1:41883".
  std::string address() const { return "127.0.0.1:" + std::to_string(port()); }

 private:
  MosquittoTls make_certificates() const;
  void await_accepting() const;

  TemporaryDirectory directory_;
  FreePort port_;
  std::unique_ptr<ChildProcess> process_;
};

}  // namespace air780
