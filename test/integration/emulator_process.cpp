#include "test/integration/emulator_process.h"

#include <gtest/gtest.h>

#include <csignal>
#include <sstream>
#include <stdexcept>

namespace air780 {

std::uint16_t port_of(const std::string& address) {
  return static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
}

std::vector<std::string> emulator_command(const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {AIR780SIM_PROGRAM};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return command;
}

EmulatorProcess::EmulatorProcess(const std::vector<std::string>& arguments) : process_(emulator_command(arguments)) {
  try {
    process_.output().wait_for_line("ready");
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(std::string(error.what()) + "\nlog:\n" + process_.errors().text());
  }
  std::istringstream text(process_.output().text());
  for (std::string line; std::getline(text, line);) ready_lines_.push_back(line);
}

EmulatorProcess::~EmulatorProcess() {
  if (process_.ended()) return;
  try {
    process_.signal(SIGTERM);
    EXPECT_EQ(process_.wait_for_end(), 0) << process_.errors().text();
  } catch (const std::exception& error) {
    ADD_FAILURE() << error.what();
  }
}

std::string EmulatorProcess::value_of(const std::string& key) const {
  for (const std::string& line : ready_lines_) {
    if (line.starts_with(key + " ")) return line.substr(key.size() + 1);
  }
  throw std::runtime_error("the emulator printed no line that begins with " + key);
}

std::uint16_t EmulatorProcess::tcp_port() const { return port_of(tcp_address()); }
std::string EmulatorProcess::broker_tls_port() const { return std::to_string(port_of(value_of("broker-tls"))); }
std::uint16_t EmulatorProcess::broker_port() const { return port_of(broker_address()); }

void EmulatorProcess::wait_for_log(std::string_view part, std::size_t count) const {
  process_.errors().wait_for_line(part, count);
}

}  // namespace air780
