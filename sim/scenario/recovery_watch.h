// Measures how long the driver needs from each fault to the next CONNACK OK. A fault that did not disturb the session
// has no such time; when another fault comes before any loss was seen, what follows is counted to that other one.
// Owned by the judge; one thread.
#pragma once

#include <vector>

#include "protocol/event.h"
#include "sim/scenario/verdict.h"

namespace air780 {

class RecoveryWatch {
 public:
  void see(const Event& event);
  const std::vector<Recovery>& recoveries() const { return recoveries_; }

 private:
  void lost();
  void regained(Duration at);

  bool online_ = false;
  std::vector<Recovery> recoveries_;
  std::vector<std::size_t> open_;  // faults not recovered from, as indices
};

}  // namespace air780
