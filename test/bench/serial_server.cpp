#include "test/bench/serial_server.h"

#include <stdexcept>

namespace air780 {

SerialServer::SerialServer(const std::vector<std::string>& command) : process_(command) {
  for (std::string line = process_.read_line(); line != "ready"; line = process_.read_line()) {
    const auto space = line.find(' ');
    if (space != std::string::npos) addresses_[line.substr(0, space)] = line.substr(space + 1);
  }
}

SerialHost SerialServer::connect() const {
  if (const auto tcp = addresses_.find("tcp"); tcp != addresses_.end()) {
    const std::string& address = tcp->second;
    return SerialHost::over_tcp(static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))));
  }
  if (const auto pty = addresses_.find("pty"); pty != addresses_.end()) return SerialHost::over_pty(pty->second);
  throw std::runtime_error("the program does not say where its serial line is");
}

}  // namespace air780
