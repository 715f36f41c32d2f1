// The rows of the table: each measures one promise about air780sim's speed against the least that does the same.
// Free functions; one thread.
#pragma once

#include <string>
#include <vector>

#include "test/bench/report.h"

namespace air780 {

struct Setting {
  std::string air780sim;  // the programs measured
  std::string floor;
  bool quick = false;  // enough to see that it works, too little to judge by

  int times(int full, int few) const { return quick ? few : full; }
};

// All throw std::runtime_error if there is nothing to measure.
std::vector<Result> tcp_row(const Setting& setting);
std::vector<Result> pty_row(const Setting& setting);
std::vector<Result> start_row(const Setting& setting);
std::vector<Result> start_broker_row(const Setting& setting);
std::vector<Result> publish_qos0_row(const Setting& setting);
std::vector<Result> publish_qos1_row(const Setting& setting);
std::vector<Result> connect_row(const Setting& setting);
std::vector<Result> tls_row(const Setting& setting);
std::vector<Result> memory_row(const Setting& setting);

}  // namespace air780
