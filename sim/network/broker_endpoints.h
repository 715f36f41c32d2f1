// Where one broker listens, by how it wants to be spoken to.
// Values; any thread.
#pragma once

#include "sim/network/endpoint.h"

namespace air780 {

struct BrokerEndpoints {
  Endpoint plain = {};
  Endpoint tls = {};
  Endpoint mutual_tls = {};  // it asks for the client's certificate too

  bool operator==(const BrokerEndpoints&) const = default;
};

}  // namespace air780
