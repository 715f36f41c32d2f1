// A real broker that the test has in its hand: it can be killed, frozen and started again at the same port, and its log
// tells what it saw of each client.
// Owned by the test; killed when the test ends.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/file_descriptor.h"
#include "test/integration/child_process.h"
#include "test/integration/temporary_directory.h"

namespace air780 {

class Mosquitto {
 public:
  // Returns when it accepts connections. `who_may_enter`: lines of its configuration.
  explicit Mosquitto(std::string who_may_enter = "allow_anonymous true\n");

  std::uint16_t port() const { return port_; }
  // For --route: everything the module dials comes here.
  std::string route() const { return "*=127.0.0.1:" + std::to_string(port_); }

  void kill();
  // A kernel that still answers for a program that does not: the half-open link.
  void freeze();
  // At the same port, with nothing remembered.
  void start();

  // Waits for a line of its log (of this run), which is verbose.
  void wait_for_log(std::string_view part, std::size_t count = 1, std::chrono::seconds at_most = patience) const;
  std::string log() const { return process_->errors().text(); }

 private:
  TemporaryDirectory directory_;
  std::string who_may_enter_;
  // Bound and never listening: the port stays ours while the broker is down, and is given to nobody else.
  FileDescriptor reservation_;
  std::uint16_t port_ = 0;
  std::optional<ChildProcess> process_;
};

// A loopback port at which nobody listens while it is held.
struct ClosedPort {
  ClosedPort();
  FileDescriptor reservation;
  std::uint16_t number = 0;
};

}  // namespace air780
