// The least client that makes a TLS connection: a blocking socket and Mbed TLS, nothing checked, one suite offered.
// Owned by a row; one thread.
#pragma once

#include <chrono>
#include <cstdint>

#include "tls/random_source.h"

namespace air780 {

class TlsHandshake {
 public:
  // From connecting to 127.0.0.1:`port` to the end of the handshake; the connection is then dropped. Throws if the
  // server does not agree to the suite.
  std::chrono::nanoseconds time_at(std::uint16_t port);

 private:
  RandomSource random_;
};

}  // namespace air780
