// The emulator as its users start it: the real program, with the addresses that it printed.
// Owned by the test, and asked to end with it: it has to end well, which under a sanitizer means without a leak.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "test/integration/child_process.h"

namespace air780 {

// The program under test and these arguments.
std::vector<std::string> emulator_command(const std::vector<std::string>& arguments);

// The PORT of HOST:PORT.
std::uint16_t port_of(const std::string& address);

class EmulatorProcess {
 public:
  // Returns when it has said `ready`.
  explicit EmulatorProcess(const std::vector<std::string>& arguments = {"--tcp", "0"});
  ~EmulatorProcess();

  ChildProcess& process() { return process_; }
  const ChildProcess& process() const { return process_; }
  // What it printed up to and with `ready`, without line ends.
  const std::vector<std::string>& ready_lines() const { return ready_lines_; }
  // What it printed behind `key`; throws if there is no such line.
  std::string value_of(const std::string& key) const;
  std::string pty_link() const { return value_of("pty"); }
  std::string tcp_address() const { return value_of("tcp"); }
  std::string control_address() const { return value_of("control"); }
  std::string broker_address() const { return value_of("broker"); }
  // The directory of the broker's certificates, with its last slash.
  std::string certificates() const { return value_of("certs"); }
  std::string broker_tls_port() const;
  std::uint16_t tcp_port() const;
  std::uint16_t broker_port() const;

  // Waits for a line of its log.
  void wait_for_log(std::string_view part, std::size_t count = 1) const;

 private:
  ChildProcess process_;
  std::vector<std::string> ready_lines_;
};

}  // namespace air780
