// Debian's stunnel as a TLS server in front of a broker: OpenSSL, but nothing of mosquitto's use of it.
// Owned by the test; ends with it.
#pragma once

#include <cstdint>
#include <string>

#include "test/integration/child_process.h"
#include "test/integration/mosquitto.h"
#include "test/integration/temporary_directory.h"

namespace air780 {

class Stunnel {
 public:
  // What passes it goes to a port of 127.0.0.1. Its certificate and those that it asks for are the files of a broker's
  // directory. Returns when it accepts connections.
  Stunnel(std::uint16_t broker_port, const std::string& certificates, bool asks_for_certificate);

  // For --route: everything the module dials comes here.
  std::string route() const { return "*=127.0.0.1:" + std::to_string(port_.number); }

 private:
  std::string configuration(std::uint16_t broker_port, const std::string& certificates,
                            bool asks_for_certificate) const;

  TemporaryDirectory directory_;
  ClosedPort port_;
  ChildProcess process_;
};

}  // namespace air780
