// A program that serves a serial line, air780sim or its floor: both say on their standard output where they are and
// then `ready`.
// Owned by a row; one thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "test/bench/child_process.h"
#include "test/bench/serial_host.h"

namespace air780 {

class SerialServer {
 public:
  // Returns once it is ready; throws if it does not get there.
  explicit SerialServer(const std::vector<std::string>& command);

  pid_t id() const { return process_.id(); }
  // A host on the line it serves.
  SerialHost connect() const;

 private:
  ChildProcess process_;
  std::map<std::string, std::string> addresses_;
};

}  // namespace air780
